// The form for logging, keyboard first. What is typed is a draft from the first key on; Enter or Ctrl+Enter hands it over.
"use strict";
{
  const log = self.portalLog;
  const { store } = log;
  const form = document.querySelector("form[data-log]");
  const words = form.dataset;
  const account = Number(words.account);
  const remembered = `last:${account}`;
  const control = (name) => form.elements[name];
  let draft = {};
  let release = () => undefined;

  // crypto.randomUUID is missing on a page without TLS.
  const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  const read = () => {
    const category = control("category").selectedOptions[0];
    return {
      point: control("point").value.trim(), pointName: log.data.point(control("point").value.trim())?.name ?? control("point").value.trim(),
      area: control("area").value, place: control("place").value.trim(),
      category: control("category").value, categoryName: control("category").value ? category.dataset.name : "",
      description: control("description").value, source: control("source")?.value, on_the_spot: control("on_the_spot").checked,
      ...log.known.choice(),
    };
  };
  const write = (fields) => {
    for (const name of ["point", "area", "place", "category", "description"]) control(name).value = fields[name] ?? "";
    if (control("source") && fields.source) control("source").value = fields.source;
    control("on_the_spot").checked = Boolean(fields.on_the_spot);
    form.querySelector(".no-point").open = Boolean(fields.area || fields.place);
    log.known.choose(fields);
    form.dispatchEvent(new Event("log:filled"));
  };

  // At most one write is under way; what changed meanwhile is in the next.
  let dirty = false;
  let under;
  const persist = () => {
    dirty = true;
    return (under ??= (async () => {
      while (dirty) { dirty = false; await store.put("drafts", draft); }
      under = undefined;
    })());
  };
  const changed = () => {
    const begun = draft.begunAt ? {} : { begunAt: Date.now(), ahead: log.ahead() };
    draft = { ...draft, ...begun, fields: read(), changedAt: Date.now() };
    return persist();
  };

  // A draft is open in one tab at a time: the lock ends with the tab, however it ends.
  const claim = (id) => new Promise((done) => {
    log.locks.request(`portal-draft-${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return done(false);
      return new Promise((free) => { release = free; done(true); });
    });
  });
  const adopt = async (next) => {
    draft = next;
    write(draft.fields);
    await log.pictures.show(draft.id);
    store.tell();
  };
  const begin = async (fields) => {
    release();
    const id = uuid();
    await claim(id);
    await adopt({ id, account, state: "writing", fields, begunAt: 0, ahead: null });
  };
  const take = async (id) => {
    const before = release;
    if (!(await claim(id))) return say("point", words.elsewhere);
    before();
    const taken = await store.change(id, ["writing", "waiting", "refused"], { state: "writing" });
    if (taken) await adopt(taken);
    control("description").focus();
    scrollTo(0, 0);
    return undefined;
  };

  const say = (name, text) => {
    const field = form.querySelector(`.field-${name}`);
    field.classList.add("has-error");
    field.append(Object.assign(document.createElement("p"), { className: "error said", textContent: text }));
    field.querySelector("input, textarea")?.focus();
  };
  const unsay = () => {
    for (const each of form.querySelectorAll(".error.said")) each.remove();
    for (const each of form.querySelectorAll(".has-error")) each.classList.remove("has-error");
  };
  // What the portal would refuse anyway is said at once, in the order of the form.
  const missing = async (fields) => {
    const photos = await store.photos(draft.id);
    const has = (role) => photos.some((photo) => photo.role === role);
    if (!fields.point && !fields.area) return ["point", words.needPoint];
    if (fields.point && log.data.isLoaded() && !log.data.point(fields.point)) return ["point", words.unknownPoint];
    if (!fields.category) return ["category", words.needCategory];
    if (!fields.description.trim()) return ["description", words.needDescription];
    if (fields.on_the_spot && !has("photos")) return ["photos", words.needBefore];
    if (fields.on_the_spot && !has("after")) return ["after", words.needAfter];
    return null;
  };
  let busy = false;
  const save = async () => {
    if (busy) return;
    busy = true;
    try {
      unsay();
      await log.pictures.settled();
      control("point").value = log.choose.codeOf(control("point").value);
      const fields = read();
      const fault = await missing(fields);
      if (fault) say(...fault);
      else await handOver(fields);
    } finally {
      busy = false;
    }
  };
  const handOver = async (fields) => {
    await changed();
    await store.enqueue(draft);
    const { point, area, place, category, source } = fields;
    await store.put("facts", { point, area, place, category, source }, remembered);
    await begin({ point, area, place, category, source });
    log.outbox.send();
    control("point").focus();
    control("point").select();
  };

  const discard = async () => {
    const { id, fields } = draft;
    await store.remove(id);
    await begin({ point: fields.point, category: fields.category });
    control("point").focus();
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
  const start = async () => {
    await resume();
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); save(); });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input[type=checkbox], input[type=file]")) return;
      event.preventDefault();
      save();
    });
    form.querySelector("[data-discard]").addEventListener("click", discard);
    form.noValidate = true;
    form.dataset.ready = "1";
    control("point").focus();
    control("point").select();
    log.data.refresh();
    log.outbox.send();
  };

  log.form = { take, changed, save, current: () => draft.id, element: form, control, uuid };
  log.start = start;
}
