// Says that such a problem is open at this point already, from the list that the browser has: add to it, or log anyway.
"use strict";
{
  const log = self.portalLog;
  const { control } = log.fields;
  const box = document.querySelector("[data-known]");
  let choice = {};

  const mark = () => {
    for (const each of box.querySelectorAll("button")) {
      const isChosen = choice.attach_to ? each.dataset.number === choice.attach_to : Boolean(choice.anyway) && each.hasAttribute("data-anyway");
      each.setAttribute("aria-pressed", String(isChosen));
    }
  };
  const set = (next) => { choice = next; mark(); log.draft.changed(); };
  const line = ([, , number, state, day], place) => {
    const made = box.querySelector("template").content.cloneNode(true);
    made.querySelector("[data-words]").textContent = `${number} ${state} ${day}`;
    const button = made.querySelector("button");
    button.dataset.number = number;
    if (place === 0) button.dataset.key = "alt+a";
    button.addEventListener("click", () => set({ attach_to: number }));
    return made;
  };
  const show = () => {
    const open = log.data.open(control("point").value.trim(), Number(control("category").value));
    box.hidden = open.length === 0;
    box.querySelector("ul").replaceChildren(...open.slice(0, 3).map(line));
    if (choice.attach_to && !open.some((each) => each[2] === choice.attach_to)) choice = {};
    mark();
  };

  box.querySelector("[data-anyway]").addEventListener("click", () => set({ anyway: true }));
  log.known = {
    show,
    choice: () => choice,
    choose: (fields) => { choice = fields.attach_to ? { attach_to: fields.attach_to } : fields.anyway ? { anyway: true } : {}; },
  };
}
