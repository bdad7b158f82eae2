// What happens to the drafts in the browser's database. Shared by pages and worker.
//
// A draft is writing → waiting → sending → sent, or refused → writing again. It belongs to one account.
"use strict";
{
  const log = self.portalLog;
  const HOUR = 3600e3;
  const { act, put, get, all } = log.database;

  // crypto.randomUUID is missing on a page without TLS.
  const aByte = () => crypto.getRandomValues(new Uint8Array(1))[0];
  const newId = () =>
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (aByte() & (15 >> (c / 4)))).toString(16));

  // Every tab hears of a change; a message to oneself is not delivered, so the tab itself is called.
  const channel = new BroadcastChannel("portal-log");
  const listeners = new Set();
  const tell = (what = {}) => { channel.postMessage(what); for (const each of listeners) each(what); };
  channel.onmessage = (event) => { for (const each of listeners) each(event.data); };

  // Changes a draft that is in one of the states, in one transaction; returns it, or undefined where it is not.
  const change = async (id, states, edit) => {
    let changed;
    await act(["drafts", "facts"], "readwrite", (t) => {
      t.objectStore("drafts").get(id).onsuccess = ({ target }) => {
        if (!target.result || !states.includes(target.result.state)) return;
        changed = { ...target.result, ...edit };
        t.objectStore("drafts").put(changed);
      };
    });
    if (changed) tell();
    return changed;
  };

  // Puts a draft at the end of what waits. The order is counted, not read from a clock.
  const enqueue = async (draft) => {
    await act(["drafts", "facts"], "readwrite", (t) => {
      const facts = t.objectStore("facts");
      facts.get("order").onsuccess = ({ target }) => {
        const order = draft.order ?? (target.result ?? 0) + 1;
        facts.put(Math.max(order, target.result ?? 0), "order");
        t.objectStore("drafts").put({ ...draft, order, state: "waiting", refusal: null });
      };
    });
    tell();
  };

  const remove = async (id) => {
    const photos = await all("photos", "draft", id);
    await act(["drafts", "photos"], "readwrite", (t) => {
      t.objectStore("drafts").delete(id);
      for (const photo of photos) t.objectStore("photos").delete(photo.id);
    });
    tell();
  };

  // A draft that has become a ticket needs its photos no more; its number is shown for some hours.
  const settle = async (id, outcome) => {
    const photos = await all("photos", "draft", id);
    await act(["drafts", "photos"], "readwrite", (t) => {
      t.objectStore("drafts").get(id).onsuccess = ({ target }) => {
        if (target.result) t.objectStore("drafts").put({ ...target.result, ...outcome, state: "sent", sentAt: Date.now() });
      };
      for (const photo of photos) t.objectStore("photos").delete(photo.id);
    });
    tell();
  };

  const drafts = async (account) => {
    const found = await all("drafts", "account", account);
    const old = found.filter((draft) => draft.state === "sent" && Math.abs(Date.now() - draft.sentAt) > 12 * HOUR);
    for (const draft of old) await act(["drafts"], "readwrite", (t) => t.objectStore("drafts").delete(draft.id));
    return found.filter((draft) => !old.includes(draft)).sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity));
  };

  log.store = {
    newId, put, get, change, enqueue, remove, settle, drafts, tell,
    removePhoto: (id) => act(["photos"], "readwrite", (t) => t.objectStore("photos").delete(id)),
    photos: async (draft) => (await all("photos", "draft", draft)).sort((a, b) => a.place - b.place),
    listen: (listener) => listeners.add(listener),
  };
}
