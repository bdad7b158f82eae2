// A page that shows work in the background looks again every two seconds, until the work is done.
"use strict";
if (document.querySelector("[data-follow]")) {
  setTimeout(() => window.location.reload(), 2000);
}
