// Logging out while drafts wait in this browser asks first; the kept form goes, the drafts stay for their writer.
"use strict";
{
  const form = document.querySelector("form[data-leave]");
  const MINE = ["writing", "waiting", "sending", "refused"];

  // Nothing is opened where nothing was ever kept.
  const exists = async () => !indexedDB.databases || (await indexedDB.databases()).some(({ name }) => name === "portal-log");
  const drafts = () => self.portalLog.database.all("drafts", "account", Number(form.dataset.account));
  const look = async () => {
    const waiting = (await exists()) && (await drafts()).some((draft) => MINE.includes(draft.state));
    const button = form.querySelector("button");
    if (waiting) button.dataset.confirm = form.dataset.ask;
    else delete button.dataset.confirm;
  };

  if (form && self.indexedDB) {
    form.closest("details").addEventListener("toggle", look);
    form.addEventListener("submit", () => { self.caches?.delete("portal-log"); });
  }
}
