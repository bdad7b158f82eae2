// Sends what waits: one draft after the other, each photo for itself, from one tab at a time. Shared by pages and worker.
"use strict";
{
  const log = self.portalLog;
  const { store } = log;
  const DRAFTS = "/api/v1/drafts/";
  const PHOTO_SECONDS = 120;
  // A page without TLS has no locks; the portal takes each draft once even so.
  const locks = self.navigator.locks ?? { request: (_name, ...rest) => Promise.resolve(rest.at(-1)({})) };

  // By how much the portal's clock is ahead of ours; null as long as no answer has told.
  let ahead = null;
  const heard = async (answer) => {
    const theirs = Date.parse(answer.headers.get("Date") ?? "");
    if (!theirs) return;
    ahead = theirs - Date.now();
    await store.put("facts", ahead, "clock");
  };
  store.get("facts", "clock").then((kept) => { ahead ??= kept ?? null; });
  // How long ago a draft was begun, in seconds: by the portal's clock where it was known then, else by ours alone.
  const waited = ({ begunAt, ahead: then }) => {
    const moved = then === null || ahead === null ? 0 : ahead - then;
    return Math.max(0, (Date.now() - begunAt + moved) / 1000);
  };

  const token = async () => {
    if (!self.document) return (await self.cookieStore?.get("csrftoken"))?.value ?? "";
    return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  };
  const ask = async (address, body, type) => {
    const headers = { Accept: "application/json", "X-CSRFToken": await token(), ...(type && { "Content-Type": type }) };
    const limit = AbortSignal.timeout(PHOTO_SECONDS * 1000);
    const answer = await fetch(address, { method: "PUT", body, headers, signal: limit, credentials: "same-origin" });
    await heard(answer);
    // A hotel's log-in page answers everything with a page of its own.
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    return { status: answer.status, told, pause: Number(answer.headers.get("Retry-After")) || 0 };
  };

  const stopped = (why, pause = 0) => ({ stop: why, pause });
  // What an answer that is no success means: why to stop, or how the draft was refused.
  const judge = ({ status, told, pause }) => {
    if (!told || status >= 500 || status === 429 || status === 408) return stopped("network", pause);
    if (told.code === "other_account") return stopped("account");
    if (status === 401 || (status === 403 && told.code !== "not_allowed")) return stopped("login");
    return { refusal: told };
  };

  const sendPhoto = async (photo, draft) => {
    const form = new FormData();
    form.append("account", draft.account);
    form.append("photo", photo.blob, photo.name);
    const answer = await ask(`${DRAFTS}photos/${photo.id}/`, form);
    if (answer.told?.id !== photo.id) return judge(answer);
    await store.put("photos", { ...photo, sent: true });
    store.tell();
    return {};
  };

  const sendDraft = async (draft, photos) => {
    const keys = (role) => photos.filter((photo) => photo.role === role).map((photo) => photo.id);
    const body = { ...draft.fields, account: draft.account, photos: keys("photos"), after: keys("after"), waited: waited(draft) };
    const answer = await ask(`${DRAFTS}${draft.id}/`, JSON.stringify(body), "application/json");
    return answer.told?.number ? { sent: answer.told } : judge(answer);
  };

  const carryOut = async (draft) => {
    const photos = await store.photos(draft.id);
    for (const photo of photos.filter((each) => !each.sent)) {
      const failed = await sendPhoto(photo, draft);
      if (failed.stop) return failed;
      if (failed.refusal) return { refusal: { ...failed.refusal, photo: photo.id } };
    }
    return sendDraft(draft, photos);
  };

  // The portal has forgotten photos that waited too long there: they are sent again.
  const sendAgain = async (draft, missing) => {
    for (const photo of await store.photos(draft.id)) {
      if (missing.includes(photo.id)) await store.put("photos", { ...photo, sent: false });
    }
    return carryOut(draft);
  };

  const sendOne = async (draft) => {
    let outcome;
    try {
      outcome = await carryOut(draft);
      if (outcome.refusal?.code === "photos_missing") outcome = await sendAgain(draft, outcome.refusal.missing);
    } catch (error) {
      if (!self.portalNetwork.isLost(error)) console.error(error);
      outcome = stopped("network");
    }
    if (outcome.sent) await store.settle(draft.id, outcome.sent);
    else if (outcome.refusal) await store.change(draft.id, ["sending"], { state: "refused", refusal: outcome.refusal });
    else await store.change(draft.id, ["sending"], { state: "waiting" });
    return outcome;
  };

  // Who holds the lock is the only one who sends: what is still "sending" was left by a tab that was killed.
  const sendAll = async (account) => {
    for (const draft of await store.drafts(account)) {
      if (draft.state === "sending") await store.change(draft.id, ["sending"], { state: "waiting" });
    }
    for (;;) {
      const next = (await store.drafts(account)).find((draft) => draft.state === "waiting");
      const draft = next && (await store.change(next.id, ["waiting"], { state: "sending" }));
      if (!draft) return {};
      const outcome = await sendOne(draft);
      if (outcome.stop) return outcome;
    }
  };

  let asked;
  // Sends everything that waits of the account. Returns {} when nothing is left, or {stop: why, pause: seconds}.
  log.send = (account) => (asked ??= locks.request(`portal-send-${account}`, () => sendAll(account)).finally(() => (asked = null)));
  log.ahead = () => ahead;
  log.locks = locks;
  log.heard = heard;
}
