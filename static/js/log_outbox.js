// When to send what waits: at once, when the network or the person comes back, and again after growing pauses.
"use strict";
{
  const log = self.portalLog;
  const box = document.querySelector("[data-tray]");
  const account = Number(box?.dataset.account);
  const SHORTEST = 2, LONGEST = 60;
  let pause = SHORTEST;
  let timer = 0;
  let status = "";

  const waiting = async () => (await log.store.drafts(account)).some((draft) => ["waiting", "sending"].includes(draft.state));
  const say = (next) => { if (next !== status) { status = next; log.store.tell({ status }); } };

  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(send, seconds * 1000);
    pause = Math.min(pause * 2, LONGEST);
  };
  const askWorker = async () => {
    const registration = await navigator.serviceWorker?.getRegistration?.(box.dataset.page);
    // Refused by some browsers, or by their owner: the timer stays.
    await registration?.sync?.register("drafts").catch((error) => { if (!(error instanceof DOMException)) throw error; });
  };

  async function send() {
    clearTimeout(timer);
    if (!(await waiting())) return say("");
    const { stop, pause: asked } = await log.send(account);
    say(stop ?? "");
    if (stop === "network") {
      later(asked || pause);
      return askWorker();
    }
    // Log-in and account are mended by a person, who then comes back to this page.
    if (stop) return undefined;
    pause = SHORTEST;
    log.data?.refreshToday();
    return (await waiting()) ? send() : undefined;
  }

  const now = () => { pause = SHORTEST; send(); };
  log.outbox = { send: now, status: () => status };
  if (box) {
    addEventListener("online", now);
    addEventListener("pageshow", now);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
    log.store.put("facts", account, "account");
  }
}
