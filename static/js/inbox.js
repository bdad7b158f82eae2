// The count of unread notices follows what comes in: asked for once a minute, while the page is looked at.
const link = document.querySelector("[data-inbox]");
const EVERY_MS = 60_000;
const title = document.title;
let seen = link ? link.dataset.seen : "";
let askedAt = Date.now();
let over = false;

function show(count) {
  document.title = count ? `(${count}) ${title}` : title;
}

async function ask() {
  askedAt = Date.now();
  const address = `${link.dataset.inbox}?seen=${encodeURIComponent(seen)}`;
  // The header says that nobody clicked: asking must not keep the log-in alive.
  const answer = await fetch(address, { redirect: "manual", headers: { "X-Background": "1" } });
  over = answer.type === "opaqueredirect";
  if (answer.status !== 200) return;
  const box = link.querySelector("[data-inbox-count]");
  box.innerHTML = await answer.text();
  seen = box.querySelector(".count") ? box.querySelector(".count").firstChild.data : "";
  show(seen);
  const news = document.querySelector("[data-inbox-news]");
  if (news) news.hidden = !seen;
}

function askIfDue() {
  if (over || document.hidden || Date.now() - askedAt < EVERY_MS) return;
  // Without a network the next minute asks again.
  ask().catch(() => {});
}

if (link) {
  show(seen);
  setInterval(askIfDue, 5_000);
  document.addEventListener("visibilitychange", askIfDue);
}
