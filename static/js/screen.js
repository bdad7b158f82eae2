// The big screen's heart: asks once a minute, replaces what is shown, keeps the last data while the network is away.
(() => {
  const EVERY = 60_000;
  const AGAIN = 15_000;
  const PATIENCE = 20_000;
  const A_DAY = 24 * 3600 * 1000;

  class Unanswered extends Error {}
  const body = document.body;
  const words = body.dataset;
  const find = (name) => body.querySelector(`[data-${name}]`);
  const map = campaignScreenMap(find("map-canvas"), words);
  const trend = campaignScreenTrend(find("trend"), words);
  let ahead = 0;
  let timer = 0;
  let asking = false;
  let hasOutlines = false;

  const tell = (state, text) => {
    body.dataset.health = state;
    find("state").textContent = text;
  };

  const ask = async (address) => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE), redirect: "manual", cache: "no-cache" });
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new Unanswered("shut");
    if (!answer.ok) throw new Unanswered(`status ${answer.status}`);
    ahead = Date.parse(answer.headers.get("Date")) - Date.now() || 0;
    return answer.json();
  };

  const show = (data) => {
    for (const part of body.querySelectorAll("[data-part]")) part.innerHTML = data.parts[part.dataset.part];
    find("as-of").textContent = data.as_of;
    trend.show(data.trend);
    map.show(data.points);
    find("shown").hidden = false;
    tell("fresh", "");
  };

  const isOutdated = (data) => data.version !== words.version || performance.now() > A_DAY;

  const fail = (error) => {
    if (error.message !== "shut") return tell("old", words.old.replace("{time}", find("as-of").textContent));
    find("shown").hidden = true;
    return tell("shut", words.shut);
  };

  const outline = (collection) => {
    map.outline(collection);
    find("derived").hidden = !collection.derived;
    hasOutlines = true;
  };

  const refresh = async () => {
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    let wait = EVERY;
    try {
      if (!hasOutlines) outline(await ask(words.outlines));
      const data = await ask(words.source);
      if (isOutdated(data)) return location.reload();
      show(data);
    } catch (error) {
      fail(error);
      if (!(error instanceof Unanswered) && !self.portalNetwork.isLost(error)) console.error(error);
      wait = AGAIN;
    } finally {
      asking = false;
    }
    timer = setTimeout(refresh, wait);
  };

  const tick = () => {
    const now = new Date(Date.now() + ahead);
    find("clock").textContent = now.toLocaleString(document.documentElement.lang, {
      timeZone: "Asia/Shanghai", hour12: false, month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", second: "2-digit",
    });
  };

  addEventListener("online", refresh);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  setInterval(tick, 1000);
  tick();
  refresh();
})();
