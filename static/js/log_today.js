// Today's points beside the form: a click, or the key for the next one, begins a problem there.
"use strict";
{
  const log = self.portalLog;
  const box = document.querySelector("[data-today-list]");
  const { control } = log.fields;

  const go = ([, code]) => {
    control("point").value = code;
    control("point").dispatchEvent(new Event("input", { bubbles: true }));
    document.getElementById("category-words").focus();
    document.getElementById("category-words").select();
  };
  const line = (entry) => {
    const [, code, name, isDone] = entry;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "sentence", textContent: `${code} ${name}`, disabled: isDone });
    button.setAttribute("aria-pressed", String(control("point").value.trim() === code));
    button.addEventListener("click", () => go(entry));
    const made = document.createElement("li");
    made.append(button);
    return made;
  };
  const left = () => log.data.shortlist().filter(([, , , isDone]) => !isDone);
  const show = () => {
    const rows = log.data.shortlist();
    box.hidden = rows.length === 0;
    box.querySelector("ol").replaceChildren(...rows.map(line));
    box.querySelector("[data-left]").textContent = left().length;
  };
  const tell = () => { box.querySelector("[data-offline]").hidden = navigator.onLine && log.outbox.status() !== "network"; };
  const next = () => {
    const rows = left();
    const here = rows.findIndex(([, code]) => code === control("point").value.trim());
    if (rows.length) go(rows[(here + 1) % rows.length]);
    show();
  };

  box.querySelector("[data-next]").addEventListener("click", next);
  log.store.listen((what) => { if (what.data) show(); tell(); });
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}
