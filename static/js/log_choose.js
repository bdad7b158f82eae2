// The two fields in which something is chosen: the point and the category, each by code, name or initials.
"use strict";
{
  const log = self.portalLog;
  const { form, control } = log.fields;
  const point = control("point");
  const category = control("category");

  const said = document.createElement("p");
  said.className = "combobox-chosen";
  point.closest(".field").append(said);
  // Before the points are here the portal is asked.
  const find = async (text) => {
    if (log.data.isLoaded() || !text.trim()) return log.data.points(text);
    const asked = await self.portalNetwork.ask(`${form.dataset.search}?q=${encodeURIComponent(text)}`);
    return asked?.answer.ok ? JSON.parse(asked.text).points.map((each) => ({ ...each, more: each.place })) : [];
  };
  const codeOf = (typed) => {
    const text = typed.trim();
    const fits = log.data.points(text).filter((each) => each.code.toLowerCase() === text.toLowerCase() || each.name === text);
    return fits.length === 1 ? fits[0].code : text;
  };
  const tell = () => {
    const found = log.data.point(point.value.trim());
    said.textContent = found ? `${found.name} · ${found.more}` : "";
    log.known.show();
  };

  // The select stays, hidden, as what is sent; a field with the words of its options stands before it.
  const options = Array.from(category.options).filter((option) => option.value);
  const rows = options.map((option) => {
    const [code, initials] = option.dataset.keys.split(" ");
    const name = option.textContent.trim().slice(code.length).trim();
    option.dataset.name = name;
    return { code, name, initials: initials ?? "", option, more: option.parentElement.label };
  });
  const words = document.createElement("input");
  Object.assign(words, { id: "category-words", autocomplete: "off", placeholder: category.dataset.searchable });
  category.before(words);
  category.hidden = true;
  form.querySelector(`label[for=${category.id}]`).htmlFor = words.id;
  words.dataset.categoryWords = "";
  const pick = (item) => {
    category.value = item.option.value;
    words.value = item.name;
    category.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const fitting = log.finder(rows);

  log.combobox(point, {
    find,
    choose: (found) => { point.value = found.code; tell(); point.dispatchEvent(new Event("change", { bubbles: true })); },
    onward: () => { words.focus(); words.select(); },
  });
  log.combobox(words, {
    find: (text) => (text.trim() ? fitting(text) : rows),
    choose: pick,
    onward: () => control("description").focus(),
  });
  // What no longer names the chosen category is no choice.
  words.addEventListener("input", (event) => {
    event.stopPropagation();
    if (category.value && words.value !== category.selectedOptions[0].dataset.name) category.value = "";
    log.draft.changed();
  });
  words.addEventListener("blur", () => {
    const fits = rows.filter((row) => row.name === words.value.trim() || row.code === words.value.trim());
    if (!category.value && fits.length === 1) pick(fits[0]);
  });

  point.addEventListener("input", tell);
  category.addEventListener("change", log.known.show);
  form.addEventListener("log:filled", () => {
    words.value = category.value ? category.selectedOptions[0].dataset.name : "";
    tell();
  });
  log.store.listen((what) => { if (what.data) tell(); });
  log.choose = { codeOf };
}
