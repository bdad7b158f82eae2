// Tells the others at this ticket that somebody has begun to write in one of its forms.
"use strict";
document.addEventListener("input", (event) => {
  const acting = document.getElementById("acting");
  if (!acting || acting.value || !event.target.closest(".verb-form")) return;
  acting.value = "1";
  document.body.dispatchEvent(new CustomEvent("portal:acting"));
});
