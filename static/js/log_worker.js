// The service worker of the form for logging: its page and the files that it names, and nothing else.
// What it keeps is put there by log_shell.js; SHARED and ASSETS are written before this by the portal.
"use strict";
importScripts(...SHARED);

const CACHE = "portal-log";
const PAGE = new URL("./", self.location).pathname;
const PATIENCE = 2000;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

const kept = (address) => caches.match(address, { cacheName: CACHE, ignoreSearch: true, ignoreVary: true });

// The page as the portal sends it now; as it was last seen where there is no answer in time.
const page = async (request) => {
  const copy = await kept(PAGE);
  if (!copy) return fetch(request);
  const asked = fetch(request).then((answer) => (answer.status >= 500 ? copy : answer), () => copy);
  return Promise.race([asked, new Promise((done) => setTimeout(done, PATIENCE, copy))]);
};

// A name with a hash never changes its content; others are asked for while there is a network.
const asset = async (request) => {
  const copy = await kept(request);
  if (copy && HASHED.test(new URL(request.url).pathname)) return copy;
  return fetch(request).catch((error) => { if (copy) return copy; throw error; });
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(request));
  else if (pathname.startsWith(ASSETS)) event.respondWith(asset(request));
});

// The network is back, and perhaps no tab is open any more. To fail is to be asked again.
self.addEventListener("sync", (event) => {
  const send = async () => {
    const account = await portalLog.store.get("facts", "account");
    const { stop } = account ? await portalLog.send(account) : {};
    if (stop === "network") throw new Error(stop);
  };
  if (event.tag === "drafts") event.waitUntil(send());
});
