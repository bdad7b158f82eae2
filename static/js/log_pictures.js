// Photos of the draft: chosen, pasted, dropped or taken; each is kept in the browser as soon as it is small.
"use strict";
{
  const log = self.portalLog;
  const { store } = log;
  const { form } = log.fields;
  const inputs = new Map(Array.from(form.querySelectorAll("input[type=file][data-photos]"), (input) => [input.name, input]));
  const rows = new Map();
  let work = Promise.resolve();
  let place = 0;

  for (const [role, input] of inputs) {
    const row = Object.assign(document.createElement("div"), { className: "preview" });
    input.closest(".pick").after(row);
    rows.set(role, row);
  }
  const figure = (photo) => {
    const image = new Image();
    image.src = URL.createObjectURL(photo.blob);
    image.alt = photo.name;
    const made = document.createElement("figure");
    const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "×", title: inputs.get(photo.role).dataset.remove });
    remove.setAttribute("aria-label", `${remove.title} ${photo.name}`);
    remove.addEventListener("click", async () => {
      await store.removePhoto(photo.id);
      URL.revokeObjectURL(image.src);
      made.remove();
      log.draft.changed();
    });
    made.append(image, remove);
    return made;
  };
  const say = (role, name, sentence) => {
    const told = sentence.replace("{name}", name);
    rows.get(role).after(Object.assign(document.createElement("p"), { className: "error said", textContent: told }));
  };
  const hasRoom = (putting) => putting.then(() => true, (error) => {
    if (error?.name !== "QuotaExceededError") throw error;
    return false;
  });
  const keep = async (role, file, draft) => {
    const small = await log.photos.shrink(file);
    if (!small) return say(role, file.name, form.dataset.notPhoto);
    if (/\.hei[cf]$/i.test(small.name) && !form.dataset.takesHeic) return say(role, file.name, form.dataset.noHeic);
    if (small.blob.size > Number(form.dataset.mostBytes)) return say(role, file.name, form.dataset.tooLarge);
    const photo = { ...small, id: store.newId(), draft, role, place: (place += 1), sent: false };
    if (!(await hasRoom(store.put("photos", photo)))) return say(role, file.name, form.dataset.noRoom);
    rows.get(role).append(figure(photo));
    log.fields.unsay(role);
    return log.draft.changed();
  };
  // One after the other: several large photos at once are more than a small laptop holds.
  const add = (role, files) => {
    const draft = log.draft.current();
    for (const file of files) work = work.then(() => keep(role, file, draft));
    return work;
  };
  const goal = () => (form.elements.on_the_spot.checked && rows.get("photos").children.length ? "after" : "photos");
  const images = (list) => Array.from(list ?? []).filter((file) => file.type.startsWith("image/") || /\.(jpe?g|png|webp|hei[cf])$/i.test(file.name));

  for (const [role, input] of inputs) {
    input.addEventListener("change", (event) => {
      event.stopPropagation();
      add(role, Array.from(input.files));
      input.value = "";
    });
  }
  document.addEventListener("paste", (event) => {
    const files = images(event.clipboardData?.files);
    if (!files.length) return;
    event.preventDefault();
    add(goal(), files);
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    const role = event.target.closest(".field-after") ? "after" : goal();
    add(role, Array.from(event.dataTransfer.files));
  });
  // The box is the one way to choose; its key opens the one that is meant. A phone's own chooser has the camera in it.
  const box = inputs.get("photos").closest(".pick").querySelector(".pick-box");
  if (!matchMedia("(pointer: coarse)").matches) box.textContent = form.dataset.choose;
  Object.assign(box.dataset, { key: "alt+p", keyHelp: form.dataset.choose });
  box.append(" ", Object.assign(document.createElement("kbd"), { textContent: "Alt P" }));
  box.addEventListener("click", () => inputs.get(goal()).click());

  log.pictures = {
    add: (files) => add(goal(), files),
    settled: () => work,
    show: async (draft) => {
      for (const row of rows.values()) row.replaceChildren();
      for (const photo of await store.photos(draft)) {
        place = Math.max(place, photo.place);
        rows.get(photo.role).append(figure(photo));
      }
    },
  };
}
