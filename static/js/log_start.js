// Takes the form over where the browser can keep drafts; where it cannot, the form is sent as it is.
"use strict";
portalLog.start().catch((error) => {
  if (!(error instanceof DOMException)) throw error;
  document.querySelector("[data-tray]").hidden = true;
});
