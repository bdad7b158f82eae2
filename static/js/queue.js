// The office's queue: verbs act on the ticked rows, or on the current one; after each act the next row is current.
// On a wide screen the current ticket is shown beside the list.
"use strict";
(() => {
  const WIDE = window.matchMedia("(min-width: 1400px)");
  const PAUSE_MS = 150;
  const queue = () => document.querySelector("[data-queue]");
  const rows = () => Array.from(queue().querySelectorAll("[data-row]"));
  const box = (row) => row.querySelector("input[name=ticket]");
  const boxes = () => rows().map(box).filter(Boolean);
  const number = (row) => row.dataset.row;
  const { current, make } = self.portalRows;
  let before = [];
  let place = -1;
  let shown = "";
  let waiting = 0;

  const count = () => {
    const said = queue().querySelector(".bulk-count");
    const ticked = boxes().filter((each) => each.checked).length;
    if (said) said.textContent = ticked ? `${said.dataset.many} ${ticked}` : said.dataset.one;
  };
  const show = (row) => {
    clearTimeout(waiting);
    if (!WIDE.matches || shown === number(row)) return;
    waiting = setTimeout(() => {
      shown = number(row);
      window.htmx.ajax("GET", row.dataset.preview, { target: "#preview", swap: "innerHTML" });
    }, PAUSE_MS);
  };
  // The row that was current, else the next of those behind it that are still there, else the last.
  const next = () => {
    const left = new Map(rows().map((row) => [number(row), row]));
    const wanted = [...before.slice(place), ...before.slice(0, place).reverse()].find((each) => left.has(each));
    return left.get(wanted) || rows()[0];
  };

  const look = ({ target }) => {
    const row = target.closest("[data-queue] [data-row]");
    if (row && row !== current()) make(row);
  };

  document.addEventListener("portal:row", ({ target }) => show(target));
  document.addEventListener("focusin", look);
  document.addEventListener("click", (event) => {
    if (!queue()) return;
    look(event);
    if (event.target.closest("[data-untick]")) for (const each of boxes()) each.checked = false;
    const act = event.target.closest("[data-act]");
    if (act && current() && !boxes().some((each) => each.checked)) box(current()).checked = true;
    if (act) { before = rows().map(number); place = Math.max(rows().indexOf(current()), 0); }
    count();
  }, true);
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all-units]")) {
      for (const unit of queue().querySelectorAll("[data-unit]")) unit.value = event.target.value;
    }
    if (queue()) count();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "queue") return;
    shown = "";
    count();
    const row = next();
    if (row) make(row);
    if (!queue().querySelector("[autofocus]")) row?.focus({ preventScroll: true });
  });
  // A line without a unit comes before the button that has the focus.
  document.addEventListener("htmx:afterSettle", () => {
    Array.from(queue()?.querySelectorAll("[data-unit]") || []).find((unit) => !unit.value)?.focus();
  });
  document.addEventListener("keydown", (event) => {
    const leave = event.key === "Escape" && event.target.closest(".dispatch") && queue()?.querySelector("[data-leave]");
    if (leave) leave.click();
  });
  if (queue()) { count(); if (WIDE.matches && rows().length) make(rows()[0]); }
})();
