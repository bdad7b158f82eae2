// Shows chosen photos before they are sent, made small enough for a bad line. Choosing again adds to them; each can be
// taken away. What is no photo goes as it is: the portal says what is the matter with it.
async function smaller(file) {
  const made = await self.portalLog?.photos.shrink(file);
  return made ? new File([made.blob], made.name, { type: made.blob.type }) : file;
}

function prepare(input) {
  if (input.dataset.prepared) return;
  input.dataset.prepared = "1";
  const chosen = new DataTransfer();
  const preview = document.createElement("div");
  preview.className = "preview";
  input.closest(".pick").after(preview);

  const show = () => {
    input.files = chosen.files;
    preview.replaceChildren(...Array.from(chosen.files, (file, place) => {
      const image = new Image();
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      image.title = file.name;
      image.addEventListener("load", () => URL.revokeObjectURL(image.src));
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "×";
      remove.title = input.dataset.remove;
      remove.addEventListener("click", () => { chosen.items.remove(place); show(); });
      const figure = document.createElement("figure");
      figure.append(image, remove);
      return figure;
    }));
  };

  input.addEventListener("change", async () => {
    const button = input.form.querySelector("button[type=submit]");
    button.disabled = true;
    for (const file of await Promise.all(Array.from(input.files, smaller))) chosen.items.add(file);
    show();
    button.disabled = false;
  });
}

const prepareAll = (part) => part.querySelectorAll("input[type=file][data-photos]").forEach(prepare);
prepareAll(document);
// A form that is opened in its place comes later.
document.addEventListener("htmx:load", (event) => prepareAll(event.detail.elt));
