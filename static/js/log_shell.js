// Keeps the form for logging in the browser: its page, the files that the page names, and the worker that serves them.
"use strict";
{
  const log = self.portalLog;
  const CACHE = "portal-log";
  const form = document.querySelector("form[data-log]");

  // Everything that this page has loaded, and everything that the page as sent now will load.
  const filesOf = (text) => {
    const sent = new DOMParser().parseFromString(text, "text/html");
    const named = [...sent.querySelectorAll("link[href], script[src]")].map((each) => each.getAttribute("href") ?? each.getAttribute("src"));
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const addresses = [...named, ...loaded].map((each) => new URL(each, location.origin));
    const ours = addresses.filter((each) => each.origin === location.origin && each.pathname.startsWith(form.dataset.assets));
    return [...new Set(ours.map((each) => each.pathname))];
  };

  const keep = async () => {
    const page = form.dataset.page;
    const answer = await fetch(page, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    await log.heard(answer);
    const files = filesOf(await answer.clone().text());
    const cache = await caches.open(CACHE);
    const known = (await cache.keys()).map((request) => new URL(request.url).pathname);
    await cache.addAll(files.filter((file) => !known.includes(file)));
    await cache.put(page, answer);
    for (const old of known.filter((path) => path !== page && !files.includes(path))) await cache.delete(old);
    document.documentElement.dataset.kept = "1";
  };

  const start = async () => {
    await navigator.serviceWorker.register(form.dataset.worker);
    await navigator.serviceWorker.ready;
    await keep();
  };
  // Without a network, or without room, what was kept before is good.
  const failed = (error) => {
    if (!self.portalNetwork.isLost(error) && error.name !== "QuotaExceededError") throw error;
  };
  // Without TLS there is no worker: the page then needs the network, drafts do not.
  if (form && navigator.serviceWorker && self.caches) addEventListener("load", () => start().catch(failed));
}
