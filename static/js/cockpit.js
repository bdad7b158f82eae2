// The cockpit's filter applies as soon as a choice is made, and its address says only what was chosen.
"use strict";
(() => {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-cockpit-filter]");
    if (!form) return;
    const own = form.elements.period.value === "custom";
    if (own && !form.elements.since.value) { form.elements.since.focus(); return; }
    form.requestSubmit();
  });

  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.closest?.("#cockpit")) return;
    for (const [name, value] of Array.from(event.detail.formData.entries())) if (!value) event.detail.formData.delete(name);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "cockpit" && !event.detail.requestConfig?.elt?.matches("[data-cockpit-filter]")) window.scrollTo(0, 0);
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
