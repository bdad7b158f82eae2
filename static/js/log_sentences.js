// Template sentences under the description: Alt and a number, or a click. What is typed narrows them, then gives way.
"use strict";
{
  const log = self.portalLog;
  const { form, control } = log.fields;
  const box = document.querySelector("[data-sentences]");
  const description = control("description");
  const MOST = 9, LONGEST = 6;
  let filter = "";

  const offered = () => {
    const all = log.data.sentences(Number(control("category").value));
    const typed = description.value.trim().toLowerCase();
    const fits = typed && typed.length <= LONGEST ? all.filter(([, text, initials]) => text.includes(typed) || initials.startsWith(typed)) : [];
    filter = fits.length ? typed : "";
    return (fits.length ? fits : all).slice(0, MOST);
  };
  const use = (text) => {
    const before = filter ? "" : description.value;
    description.value = before + text;
    description.focus();
    description.setSelectionRange(description.value.length, description.value.length);
    description.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const button = ([, text], place) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "sentence" });
    made.append(Object.assign(document.createElement("kbd"), { textContent: place + 1 }), ` ${text}`);
    made.dataset.key = `alt+${place + 1}`;
    made.addEventListener("click", () => use(text));
    return made;
  };
  const show = () => box.replaceChildren(...offered().map(button));

  description.addEventListener("input", show);
  control("category").addEventListener("change", show);
  form.addEventListener("log:filled", show);
  log.store.listen((what) => { if (what.data) show(); });
}
