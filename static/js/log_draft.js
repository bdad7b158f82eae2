// The draft that is open in the form: kept from the first key on, and open in one tab at a time.
"use strict";
{
  const log = self.portalLog;
  const { store, fields } = log;
  const account = Number(fields.form.dataset.account);
  const remembered = `last:${account}`;
  let draft = {};
  let release = () => undefined;

  // At most one write is under way; what changed meanwhile is in the next.
  let dirty = false;
  let under;
  const persist = () => {
    dirty = true;
    return (under ??= (async () => {
      try {
        while (dirty) { dirty = false; await store.put("drafts", draft); }
      } finally {
        under = undefined;
      }
    })());
  };
  const changed = () => {
    const begun = draft.begunAt ? {} : { begunAt: Date.now(), ahead: log.ahead() };
    draft = { ...draft, ...begun, fields: fields.read(), changedAt: Date.now() };
    return persist();
  };

  // The lock ends with the tab, however it ends.
  const claim = (id) => new Promise((done) => {
    log.locks.request(`portal-draft-${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return done(false);
      return new Promise((free) => { release = free; done(true); });
    });
  });
  const adopt = async (next) => {
    draft = next;
    fields.write(draft.fields);
    await log.pictures.show(draft.id);
    store.tell();
  };
  const begin = async (first) => {
    release();
    const id = store.newId();
    await claim(id);
    await adopt({ id, account, state: "writing", fields: first, begunAt: 0, ahead: null });
  };
  const take = async (id) => {
    const before = release;
    if (!(await claim(id))) return fields.say("point", fields.form.dataset.elsewhere);
    before();
    const taken = await store.change(id, ["writing", "waiting", "refused"], { state: "writing" });
    if (taken) await adopt(taken);
    fields.control("description").focus();
    scrollTo(0, 0);
    return undefined;
  };

  // Puts the draft among what waits, and begins the next where this one was.
  const handOver = async () => {
    await changed();
    await store.enqueue(draft);
    const { point, area, place, category, source } = draft.fields;
    await store.put("facts", { point, area, place, category, source }, remembered);
    await begin({ point, area, place, category, source });
  };
  const discard = async () => {
    const { point, category } = draft.fields;
    await store.remove(draft.id);
    await begin({ point, category });
  };
  // What a tab that was killed has left, the newest first; else a new one where the last one was.
  const resume = async () => {
    const asked = new URLSearchParams(location.search).get("point");
    const left = (await store.drafts(account)).filter((each) => each.state === "writing").sort((a, b) => b.changedAt - a.changedAt);
    for (const each of asked ? [] : left) {
      if (await claim(each.id)) return adopt(each);
    }
    const last = (await store.get("facts", remembered)) ?? {};
    return begin(asked ? { point: asked, category: last.category } : last);
  };

  log.draft = { changed, take, handOver, discard, resume, current: () => draft.id };
}
