// A field that offers what fits what is typed. Arrows move, Enter or Tab choose, Escape closes; nothing typed is lost.
"use strict";
{
  const log = self.portalLog;
  let count = 0;

  // `find(text)` returns items {code, name, more}; `choose(item)` takes one; `onward()` is Enter on a field that is done.
  log.combobox = (input, { find, choose, onward }) => {
    const list = document.createElement("ul");
    list.className = "combobox-list";
    list.id = `combobox-${count += 1}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    const box = document.createElement("div");
    box.className = "combobox";
    input.before(box);
    box.append(input, list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": list.id, "aria-expanded": "false", "aria-autocomplete": "list" })) input.setAttribute(name, value);
    let items = [];
    let current = 0;

    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const mark = (place) => {
      current = (place + items.length) % items.length;
      for (const [index, line] of Array.from(list.children).entries()) {
        line.setAttribute("aria-selected", String(index === current));
        if (index === current) { line.scrollIntoView({ block: "nearest" }); input.setAttribute("aria-activedescendant", line.id); }
      }
    };
    const take = (item) => { close(); choose(item); };
    const line = (item, place) => {
      const made = document.createElement("li");
      made.id = `${list.id}-${place}`;
      made.setAttribute("role", "option");
      made.textContent = `${item.code} ${item.name}`;
      if (item.more) made.append(Object.assign(document.createElement("small"), { textContent: item.more }));
      made.addEventListener("mousedown", (event) => { event.preventDefault(); take(item); });
      return made;
    };
    const open = async () => {
      const text = input.value;
      const found = await find(text);
      if (text !== input.value || document.activeElement !== input) return;
      items = found;
      list.replaceChildren(...items.map(line));
      list.hidden = items.length === 0;
      input.setAttribute("aria-expanded", String(items.length > 0));
      if (items.length) mark(0);
    };

    input.addEventListener("input", open);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      if (list.hidden) {
        if (event.key === "ArrowDown") { event.preventDefault(); open(); }
        if (event.key === "Enter") { event.preventDefault(); onward(); }
        return;
      }
      if (event.key === "ArrowDown") mark(current + 1);
      else if (event.key === "ArrowUp") mark(current - 1);
      else if (event.key === "Enter") { take(items[current]); onward(); }
      else if (event.key === "Tab") take(items[current]);
      else if (event.key === "Escape") close();
      else return;
      if (event.key !== "Tab") event.preventDefault();
    });
    return { close };
  };
}
