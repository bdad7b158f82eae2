// What partial updates (htmx) need everywhere: the CSRF token, a log-in that has expired, a word when nothing comes back.
// A server may say something with the header HX-Trigger: {"portal:toast": {"text": "…", "tone": "success"}}.
"use strict";
(() => {
  const STAYS_MS = 6000;

  const toast = (text, tone = "success") => {
    const said = document.createElement("p");
    said.className = `toast toast-${tone}`;
    said.textContent = text;
    document.getElementById("toasts")?.append(said);
    setTimeout(() => said.remove(), STAYS_MS);
  };
  const failed = (event) => {
    const { requestConfig } = event.detail;
    if (!requestConfig?.triggeringEvent) return; // nobody waits for what the page asks by itself
    toast(document.getElementById("toasts")?.dataset.failed, "error");
  };

  document.addEventListener("portal:toast", (event) => toast(event.detail.text, event.detail.tone));
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.serverResponse?.includes("data-log-in")) return;
    event.detail.shouldSwap = false;
    window.location.reload();
  });
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:responseError", failed);
})();
