// Shows chosen photos before they are sent. Choosing again adds to them; each can be taken away.
for (const input of document.querySelectorAll("input[type=file][data-photos]")) {
  const chosen = new DataTransfer();
  const preview = document.createElement("div");
  preview.className = "preview";
  input.after(preview);

  const show = () => {
    input.files = chosen.files;
    preview.replaceChildren(...Array.from(chosen.files, (file, place) => {
      const image = new Image();
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      image.title = file.name;
      image.addEventListener("load", () => URL.revokeObjectURL(image.src));
      image.addEventListener("click", () => { chosen.items.remove(place); show(); });
      return image;
    }));
  };

  input.addEventListener("change", () => {
    for (const file of input.files) chosen.items.add(file);
    show();
  });
}
