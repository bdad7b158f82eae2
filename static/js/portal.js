// Small helps that every page can do without.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent && form.method === "post") {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 5000);
});

// Filters apply as soon as a choice is made.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
});

// One box ticks all rows of a table.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-check-all]")) return;
  for (const box of document.querySelectorAll(`input[name="${event.target.dataset.checkAll}"]`)) {
    box.checked = event.target.checked;
  }
});

// On a phone the header's pages, the ways between pages and a list's tabs are one line each that scrolls: the current
// one is brought into view.
document.addEventListener("htmx:load", (event) => {
  for (const strip of event.detail.elt.querySelectorAll(".site-nav ul, .tabs, .ways")) {
    const here = strip.querySelector("[aria-current]");
    if (!here || strip.scrollWidth <= strip.clientWidth) continue;
    const start = here.getBoundingClientRect().left - strip.getBoundingClientRect().left + strip.scrollLeft;
    strip.scrollLeft = start - (strip.clientWidth - here.offsetWidth) / 2;
  }
});
