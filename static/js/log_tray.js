// The tray: what is unfinished, what waits, what is being sent, what was refused and why, what was sent today.
"use strict";
{
  const log = self.portalLog;
  const tray = document.querySelector("[data-tray]");
  const SHOWN = { writing: 0, refused: 1, sending: 2, waiting: 3, sent: 4 };
  const words = tray?.dataset ?? {};
  const account = Number(words.account);

  const element = (tag, given = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...children.filter(Boolean));
    return made;
  };
  const button = (text, press, kind = "") => {
    const made = element("button", { type: "button", formNoValidate: true, className: `button small ${kind}`, textContent: text });
    made.addEventListener("click", press);
    return made;
  };

  const title = (draft) => [draft.fields.pointName || draft.fields.place, draft.fields.categoryName].filter(Boolean).join(" · ");
  const numberOf = (draft) => {
    const text = draft.was_added ? `${words.added} ${draft.number}` : draft.number;
    return draft.page ? element("a", { className: "number", href: draft.page, textContent: text }) : element("span", { className: "number", textContent: text });
  };
  const badge = (state) => element("span", { className: `badge badge-${words[`${state}Tone`]}`, textContent: words[state] });

  const progress = async (draft) => {
    const photos = await log.store.photos(draft.id);
    if (!photos.length) return null;
    const bar = element("progress", { max: photos.length + 1, value: photos.filter((photo) => photo.sent).length });
    bar.setAttribute("aria-label", words.sending);
    return bar;
  };

  // The portal's own sentences: the one for the whole, then one for each field.
  const reasons = (refusal) => {
    const fields = Object.values(refusal.fields ?? {}).flat(Infinity);
    return element("p", { className: "error", textContent: (fields.length ? fields : [refusal.detail]).join(" ") });
  };
  const decide = (draft, choice) => () => {
    log.store.change(draft.id, ["refused"], { state: "waiting", refusal: null, fields: { ...draft.fields, ...choice } }).then(log.outbox.send);
  };
  const choices = (draft) => [
    ...(draft.refusal.duplicates ?? []).map((open) => element("p", { className: "tray-known" },
      element("span", { textContent: `${open.number} ${open.state} ${open.reported} ${open.description}` }),
      button(words.addTo, decide(draft, { attach_to: open.number }), "primary"))),
    ...(draft.refusal.duplicates ? [button(words.anyway, decide(draft, { anyway: true }))] : []),
  ];
  // A photo that is none is taken out of the draft, so that the rest can go.
  const edit = (draft) => async () => {
    if (draft.refusal?.photo) await log.store.removePhoto(draft.refusal.photo);
    await log.draft.take(draft.id);
  };
  const discard = (draft) => {
    const made = button(words.discard, () => log.store.remove(draft.id), "danger");
    made.dataset.confirm = words.discardAsk;
    return made;
  };
  const actions = (draft) => {
    if (!log.draft || !["writing", "waiting", "refused"].includes(draft.state)) return [];
    const own = [button(draft.state === "writing" ? words.goOn : words.edit, edit(draft)), discard(draft)];
    return draft.state === "refused" ? [...choices(draft), ...own] : own;
  };

  const line = async (draft) => element("li", { className: `tray-${draft.state}` },
    element("p", { className: "tray-what" }, badge(draft.state), draft.state === "sent" ? numberOf(draft) : null, element("span", { textContent: title(draft) })),
    element("p", { className: "quiet tray-text", textContent: draft.fields.description ?? "" }),
    draft.state === "refused" ? reasons(draft.refusal) : null,
    draft.state === "sending" ? await progress(draft) : null,
    ...actions(draft));

  const show = async () => {
    const drafts = (await log.store.drafts(account)).filter((draft) => draft.id !== log.draft?.current());
    const order = (draft) => SHOWN[draft.state] * 1e6 + (draft.state === "sent" ? -1 : 1) * (draft.order ?? 0);
    const lines = await Promise.all(drafts.sort((a, b) => order(a) - order(b)).map(line));
    tray.querySelector("ul").replaceChildren(...lines);
    tray.querySelector("[data-count]").textContent = drafts.filter((draft) => draft.state !== "sent").length || "";
    tray.classList.toggle("is-empty", lines.length === 0);
    for (const each of tray.querySelectorAll("[data-when]")) {
      each.hidden = each.dataset.when !== (log.outbox.status() || (navigator.onLine ? "" : "network"));
    }
  };

  // One drawing at a time, and one more where something has changed meanwhile.
  let drawing = false;
  let again = false;
  const draw = async () => {
    if (drawing) { again = true; return; }
    drawing = true;
    do { again = false; await show(); } while (again);
    drawing = false;
  };
  if (tray) {
    // What the form may offer changes no draft: a line that is being clicked stays.
    log.store.listen((what) => { if (!what.data) draw(); });
    addEventListener("online", draw);
    addEventListener("offline", draw);
    draw();
  }
  log.draw = draw;
}
