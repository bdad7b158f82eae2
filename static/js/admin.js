// The fields of the admin that look things up take the name of their label: the library that draws them gives them none.
"use strict";
(() => {
  const name = () => {
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const label = document.querySelector(`label[for="${select.id}"]`);
      if (!label) continue;
      label.id ||= `${select.id}-label`;
      for (const part of select.nextElementSibling?.querySelectorAll(".select2-selection, [role=textbox]") || []) {
        part.setAttribute("aria-labelledby", `${label.id} ${part.id}`.trim());
      }
    }
  };
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("load", name);
})();
