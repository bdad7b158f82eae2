// What is typed into the form of a verb outlives an expired log-in and a closed tab's reload: it is kept in the tab
// until the verb is done. A form is named by data-typed.
"use strict";
(() => {
  const nameOf = (form) => `typed ${form.dataset.typed}`;
  const forget = (prefix) => {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(prefix)) sessionStorage.removeItem(name);
  };

  const keep = (form) => {
    const typed = {};
    for (const field of form.querySelectorAll("textarea")) typed[field.name] = field.value;
    sessionStorage.setItem(nameOf(form), JSON.stringify(typed));
  };
  const restore = (form) => {
    const typed = JSON.parse(sessionStorage.getItem(nameOf(form)) || "{}");
    for (const field of form.querySelectorAll("textarea")) if (!field.value) field.value = typed[field.name] || "";
  };
  const restoreAll = (part) => {
    if (part.matches?.("form[data-typed]")) restore(part);
    part.querySelectorAll?.("form[data-typed]").forEach(restore);
  };

  // Done: the page, or the row, says so.
  if (document.querySelector(".message.success")) forget("typed ");
  restoreAll(document);
  document.addEventListener("htmx:load", (event) => restoreAll(event.detail.elt));
  document.addEventListener("portal:toast", (event) => event.detail.tone === "success" && forget("typed "));
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-typed]");
    if (form) keep(form);
  });
})();
