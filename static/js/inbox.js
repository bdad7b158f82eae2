// The count of unread notices follows what comes in: asked for once a minute, while the page is looked at.
"use strict";
{
  const EVERY_MS = 60_000;
  const link = document.querySelector("[data-inbox]");
  const { title } = document;
  let seen = link?.dataset.seen ?? "";
  let askedAt = Date.now();
  let over = false;

  const show = () => { document.title = seen ? `(${seen}) ${title}` : title; };
  const ask = async () => {
    askedAt = Date.now();
    const address = `${link.dataset.inbox}?seen=${encodeURIComponent(seen)}`;
    // The header says that nobody clicked: asking must not keep the log-in alive.
    const { answer, text } = (await self.portalNetwork.ask(address, { redirect: "manual", headers: { "X-Background": "1" } })) ?? {};
    over = answer?.type === "opaqueredirect";
    if (answer?.status !== 200) return;
    const box = link.querySelector("[data-inbox-count]");
    box.innerHTML = text;
    seen = box.querySelector(".count")?.firstChild.data ?? "";
    show();
    const news = document.querySelector("[data-inbox-news]");
    if (news) news.hidden = !seen;
  };
  const askIfDue = () => {
    if (!over && !document.hidden && Date.now() - askedAt >= EVERY_MS) ask();
  };

  if (link) {
    show();
    setInterval(askIfDue, 5_000);
    document.addEventListener("visibilitychange", askIfDue);
  }
}
