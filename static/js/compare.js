// A pair of photos (data-compare): lays the one over the other, with a slider between them. Without it: side by side.
"use strict";
(() => {
  const prepare = (pair) => {
    if (pair.dataset.ready) return;
    pair.dataset.ready = "1";
    const tools = pair.querySelector(".pair-tools");
    const slider = tools.querySelector("input");
    const button = tools.querySelector("button");
    const split = () => pair.style.setProperty("--split", `${slider.value}%`);
    const lay = (over) => {
      pair.classList.toggle("is-over", over);
      button.setAttribute("aria-pressed", String(over));
      slider.hidden = !over;
    };
    tools.hidden = false;
    slider.addEventListener("input", split);
    button.addEventListener("click", () => lay(!pair.classList.contains("is-over")));
    split();
    lay(false);
  };
  const prepareAll = () => document.querySelectorAll("[data-compare]").forEach(prepare);
  prepareAll();
  document.addEventListener("htmx:load", prepareAll);
})();
