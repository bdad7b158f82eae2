// A control with data-confirm="sentence" asks in the dialog #confirm before it does anything.
// Without this script, or without the dialog, it acts at once.
"use strict";
(() => {
  let asking = null;
  const dialog = () => document.getElementById("confirm");

  const ask = (control) => {
    asking = control;
    dialog().querySelector("[data-confirm-text]").textContent = control.dataset.confirm;
    const yes = dialog().querySelector("[data-confirm-yes]");
    yes.textContent = control.textContent.trim() || control.value;
    yes.className = control.classList.contains("danger") ? "button danger" : "button primary";
    dialog().returnValue = "";
    dialog().showModal();
  };

  document.addEventListener("click", (event) => {
    const control = event.target.closest("[data-confirm]");
    if (!control || !dialog() || control.dataset.confirmed) return;
    // What is missing in the form is said first, by the browser.
    if (control.form && !control.formNoValidate && !control.form.checkValidity()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(control);
  }, true);

  dialog()?.addEventListener("close", () => {
    const control = asking;
    asking = null;
    if (dialog().returnValue !== "yes" || !control) return;
    control.dataset.confirmed = "1";
    control.click();
    delete control.dataset.confirmed;
  });
})();
