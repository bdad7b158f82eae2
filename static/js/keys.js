// Keys, declared in the markup. data-key="n" on a control: the key clicks it, or focuses it if it is a field.
// data-key="g q" is a chord; data-key="ctrl+enter" works while typing too. The keys of a list are those of rows.js.
// `?` opens the dialog #keys-help with every key of the page, read from the same attributes.
"use strict";
(() => {
  const FIELD = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=range]), textarea, select";
  const CHORD_MS = 1500;
  const { list, current, keys: inList } = self.portalRows;
  let begun = "";
  let forget = 0;

  const pressed = (event) => {
    const named = event.key === "Process" ? event.code.replace(/^Key/, "") : event.key;
    const held = [(event.ctrlKey || event.metaKey) && "ctrl", event.altKey && "alt"];
    if (event.shiftKey && /^([a-z]|[A-Z][a-z]+)$/i.test(named)) held.push("shift");
    return [...held, named === " " ? "space" : named.toLowerCase()].filter(Boolean).join("+");
  };
  const isThere = (element) => !element.disabled && element.getClientRects().length > 0;
  const declared = () => Array.from(document.querySelectorAll("[data-key]")).filter(isThere);
  // Rows have the same keys: that of the current row is meant, and while typing, that of the form which is typed into.
  const isMeant = (each, near) => {
    const row = each.closest("[data-row]");
    return !row || row === near?.closest("[data-row]") || row === current();
  };
  const keyed = (key, near) => {
    const found = declared().filter((each) => each.dataset.key === key && isMeant(each, near));
    const form = near?.closest("form");
    return found.find((each) => form?.contains(each)) || found[0];
  };
  const act = (element) => {
    if (element.matches(FIELD)) { element.focus(); element.select?.(); } else element.click();
  };

  const words = (element) => element.dataset.keyHelp || element.getAttribute("aria-label") || element.textContent.trim();
  const line = (key, text) => {
    const [group, term, told] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
    for (const part of key.split(/[ +]/)) {
      const shown = document.createElement("kbd");
      shown.textContent = part.length > 1 ? part[0].toUpperCase() + part.slice(1) : part;
      if (term.childNodes.length) term.append(" ");
      term.append(shown);
    }
    told.textContent = text;
    group.append(term, told);
    return group;
  };
  const help = () => {
    const dialog = document.getElementById("keys-help");
    if (!dialog) return;
    const seen = new Map(declared().map((each) => [each.dataset.key, words(each)]));
    dialog.querySelector("[data-keys]").replaceChildren(...Array.from(seen, ([key, text]) => line(key, text)));
    dialog.querySelector("[data-keys-of-lists]").hidden = !list();
    dialog.showModal();
  };

  const answer = (event) => {
    const key = pressed(event);
    const typing = event.target.closest?.(FIELD) || event.target.isContentEditable;
    if (typing && !/^(ctrl|alt)\+/.test(key)) return false;
    const whole = begun ? `${begun} ${key}` : key;
    begun = "";
    const control = keyed(whole, event.target);
    if (control) { act(control); return true; }
    if (declared().some((each) => each.dataset.key.startsWith(`${whole} `))) {
      begun = whole;
      clearTimeout(forget);
      forget = setTimeout(() => { begun = ""; }, CHORD_MS);
      return true;
    }
    if (whole === "?" || whole === "？") { help(); return true; }
    if (!Object.hasOwn(inList, whole) || !list()) return false;
    return Boolean(inList[whole](event) ?? true);
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    if (answer(event)) event.preventDefault();
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-keys-open]")) help(); });
})();
