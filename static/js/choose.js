// The field in which a point is chosen (code, name or pinyin), and the filter before the select of categories.
// Without this script the code is typed, and the select is used as it is.

const point = document.querySelector("input[data-combobox]");
if (point) {
  const address = point.form.dataset.comboboxUrl;
  const box = document.createElement("div");
  box.className = "combobox";
  point.before(box);
  box.append(point);
  const list = document.createElement("ul");
  list.className = "combobox-list";
  list.id = "point-list";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const said = document.createElement("p");
  said.className = "combobox-chosen";
  box.append(list);
  box.after(said);
  point.setAttribute("role", "combobox");
  point.setAttribute("aria-controls", list.id);
  point.setAttribute("aria-expanded", "false");
  let current = -1;
  let waiting = 0;

  const close = () => { list.hidden = true; current = -1; point.setAttribute("aria-expanded", "false"); };
  const choose = (item) => {
    point.value = item.dataset.code;
    said.textContent = item.dataset.words;
    close();
  };
  const mark = (place) => {
    current = (place + list.children.length) % list.children.length;
    for (const [index, item] of Array.from(list.children).entries()) {
      item.setAttribute("aria-selected", index === current);
      if (index === current) item.scrollIntoView({ block: "nearest" });
    }
  };
  const line = (found) => {
    const item = document.createElement("li");
    const small = document.createElement("small");
    item.setAttribute("role", "option");
    item.dataset.code = found.code;
    item.dataset.words = `${found.name} · ${found.place}`;
    item.textContent = `${found.code} ${found.name}`;
    small.textContent = [found.place, found.address].filter(Boolean).join(" · ");
    item.append(small);
    item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(item); });
    return item;
  };
  const search = async () => {
    const text = point.value.trim();
    if (!text) return close();
    const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { headers: { accept: "application/json" } });
    if (!answer.ok || text !== point.value.trim()) return;
    const { points } = await answer.json();
    list.replaceChildren(...points.map(line));
    list.hidden = points.length === 0;
    point.setAttribute("aria-expanded", String(points.length > 0));
    if (points.length) mark(0);
  };

  point.addEventListener("input", () => {
    said.textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  point.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(current + 1);
    else if (event.key === "ArrowUp") mark(current - 1);
    else if (event.key === "Enter" || event.key === "Tab") choose(list.children[current]);
    else if (event.key === "Escape") close();
    else return;
    if (event.key !== "Tab") event.preventDefault();
  });
  point.addEventListener("blur", close);
}

for (const select of document.querySelectorAll("select[data-searchable]")) {
  const all = Array.from(select.children, (child) => child.cloneNode(true));
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = select.dataset.searchable;
  input.setAttribute("aria-label", select.dataset.searchable);
  input.className = "select-search";
  select.before(input);

  const fits = (option, text) => `${option.textContent} ${option.dataset.keys || ""}`.toLowerCase().includes(text);
  const narrowed = (group, text) => {
    const copy = group.cloneNode(true);
    for (const option of copy.querySelectorAll("option")) if (!fits(option, text)) option.remove();
    return copy;
  };
  input.addEventListener("input", () => {
    const text = input.value.trim().toLowerCase();
    const groups = text ? all.filter((g) => g.tagName === "OPTGROUP").map((g) => narrowed(g, text)) : all.map((c) => c.cloneNode(true));
    select.replaceChildren(...groups.filter((g) => !text || g.children.length));
    select.selectedIndex = 0;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); select.form.elements.description?.focus(); }
  });
}
