// The form for logging, keyboard first: Enter or Ctrl+Enter hands the draft over, if nothing is missing.
"use strict";
{
  const log = self.portalLog;
  const { fields, draft } = log;
  const { form } = fields;
  const words = form.dataset;

  // What the portal would refuse anyway is said at once, in the order of the form.
  const missing = async ({ point, area, category, description, on_the_spot: isDone }) => {
    const photos = await log.store.photos(draft.current());
    const has = (role) => photos.some((photo) => photo.role === role);
    if (!point && !area) return ["point", words.needPoint];
    if (point && log.data.isLoaded() && !log.data.point(point)) return ["point", words.unknownPoint];
    if (!category) return ["category", words.needCategory];
    if (!description.trim()) return ["description", words.needDescription];
    if (isDone && !has("photos")) return ["photos", words.needBefore];
    if (isDone && !has("after")) return ["after", words.needAfter];
    return null;
  };
  const handOver = async () => {
    await draft.handOver();
    log.outbox.send();
    fields.focus("point");
  };
  let busy = false;
  const save = async () => {
    if (busy) return;
    busy = true;
    try {
      fields.unsay();
      await log.pictures.settled();
      fields.control("point").value = log.choose.codeOf(fields.control("point").value);
      const fault = await missing(fields.read());
      if (fault) fields.say(...fault);
      else await handOver();
    } finally {
      busy = false;
    }
  };
  const discard = async () => {
    await draft.discard();
    fields.focus("point");
  };

  const listen = () => {
    form.addEventListener("input", draft.changed);
    form.addEventListener("change", draft.changed);
    form.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); save(); });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input[type=checkbox], input[type=file]")) return;
      event.preventDefault();
      save();
    });
    form.querySelector("[data-discard]").addEventListener("click", discard);
  };
  log.start = async () => {
    await draft.resume();
    listen();
    form.noValidate = true;
    form.dataset.ready = "1";
    fields.focus("point");
    log.data.refresh();
    log.outbox.send();
  };
}
