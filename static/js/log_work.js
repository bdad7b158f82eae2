// On the work page what waits is sent too.
"use strict";
portalLog.outbox.send();
