// The rows of a list (data-rows around rows with data-row), one of which is current: its keys are in keys.js, and
// a script of the page may make a row the current one. A row that becomes current says so with the event portal:row.
"use strict";
(() => {
  const HAS_ENTER = "a[href], button, summary, input, select, textarea";
  const isThere = (element) => element.getClientRects().length > 0;
  const list = () => Array.from(document.querySelectorAll("[data-rows]")).find(isThere);
  const rows = () => Array.from(list()?.querySelectorAll("[data-row]") || []).filter(isThere);
  const current = () => list()?.querySelector("[data-row][aria-current]");
  let place = -1;

  const make = (row) => {
    current()?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    row.tabIndex = -1;
    row.dispatchEvent(new CustomEvent("portal:row", { bubbles: true }));
  };
  const move = (wanted) => {
    const all = rows();
    if (!all.length) return;
    const old = current();
    const from = old ? all.indexOf(old) : Math.min(place, all.length) - (wanted > 0 && place >= 0 ? 1 : 0);
    place = Math.max(0, Math.min(all.length - 1, from + wanted));
    make(all[place]);
    all[place].focus({ preventScroll: true });
    all[place].scrollIntoView({ block: "nearest" });
  };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    arrowdown: () => current() && move(1),
    arrowup: () => current() && move(-1),
    x: () => current()?.querySelector("input[type=checkbox]")?.click(),
    enter: (event) => !event.target.closest(HAS_ENTER) && current()?.querySelector("[data-row-open]")?.click(),
  };

  self.portalRows = { list, current, make, keys };
})();
