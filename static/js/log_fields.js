// The fields of the form for logging: what stands in them, and what is said of them.
"use strict";
{
  const log = self.portalLog;
  const form = document.querySelector("form[data-log]");
  const control = (name) => form.elements[name];
  // A choice in the one mends the other too.
  const MENDS = { area: ["point"], on_the_spot: ["photos", "after"] };

  const read = () => {
    const point = control("point").value.trim();
    const category = control("category").value;
    return {
      point, pointName: log.data.point(point)?.name ?? point,
      area: control("area").value, place: control("place").value.trim(),
      category, categoryName: category ? control("category").selectedOptions[0].dataset.name : "",
      description: control("description").value, source: control("source")?.value,
      on_the_spot: control("on_the_spot").checked, ...log.known.choice(),
    };
  };
  const write = (fields) => {
    for (const name of ["point", "area", "place", "category", "description"]) control(name).value = fields[name] ?? "";
    if (control("source") && fields.source) control("source").value = fields.source;
    control("on_the_spot").checked = Boolean(fields.on_the_spot);
    form.querySelector(".no-point").open = Boolean(fields.area || fields.place);
    log.known.choose(fields);
    form.dispatchEvent(new Event("log:filled"));
  };
  const focus = (name) => { control(name).focus(); control(name).select(); };

  const say = (name, text) => {
    const field = form.querySelector(`.field-${name}`);
    field.classList.add("has-error");
    field.append(Object.assign(document.createElement("p"), { className: "error said missing", textContent: text }));
    field.querySelector("input, textarea")?.focus();
  };
  // Takes back what was missing in one field; without a name, everything that was said, of files that are no photos too.
  const unsay = (name) => {
    for (const field of form.querySelectorAll(name ? `.field-${name}` : ".field")) {
      field.classList.remove("has-error");
      for (const each of field.querySelectorAll(name ? ".error.missing" : ".error.said")) each.remove();
    }
  };
  const mended = ({ target }) => {
    const name = /field-(\w+)/.exec(target.closest(".field")?.className)?.[1];
    for (const each of name ? [name, ...(MENDS[name] ?? [])] : []) unsay(each);
  };
  // Heard on the way down: some fields keep their events to themselves.
  form.addEventListener("input", mended, true);
  form.addEventListener("change", mended, true);

  log.fields = { form, control, read, write, focus, say, unsay };
}
