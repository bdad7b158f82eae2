// Points of the map: one mark each, gathered into clusters that tell how many problems they hold.
// Shape and number tell the state, not colour alone: dot, square with open problems, diamond with overdue ones.
(() => {
  const SHAPES = { none: 12, open: 24, overdue: 26 };

  const stateOf = (open, overdue) => (overdue ? "overdue" : open ? "open" : "none");

  const iconOf = (open, overdue) => {
    const state = stateOf(open, overdue);
    const text = open ? String(open) : "";
    const html = Object.assign(document.createElement("span"), { textContent: text });
    return L.divIcon({ className: `map-mark map-mark-${state}`, html, iconSize: [SHAPES[state], SHAPES[state]] });
  };

  const clusterIcon = (cluster) => {
    let [open, overdue] = [0, 0];
    const marks = cluster.getAllChildMarkers();
    for (const mark of marks) {
      open += mark.options.open;
      overdue += mark.options.overdue;
    }
    const html = Object.assign(document.createElement("span"), { textContent: String(open || marks.length) });
    const size = 30 + Math.min(24, Math.round(4 * Math.log2(1 + (open || 0))));
    return L.divIcon({ className: `map-cluster map-cluster-${stateOf(open, overdue)}`, html, iconSize: [size, size] });
  };

  const line = (word, number, tone) => {
    const row = document.createElement("p");
    row.append(`${word} `, Object.assign(document.createElement("strong"), { textContent: number, className: tone }));
    return row;
  };

  const popup = (point, words) => () => {
    const box = document.createElement("div");
    const name = Object.assign(document.createElement("a"), { textContent: point.name, className: "map-name" });
    name.href = words.pointUrl.replace("CODE", encodeURIComponent(point.code));
    box.append(name, line(words.open, point.open, ""), line(words.overdue, point.overdue, point.overdue ? "bad" : ""));
    return box;
  };

  const markOf = (point, words) => {
    const told = `${point.name} ${words.open} ${point.open} ${words.overdue} ${point.overdue}`;
    const mark = L.marker([point.lat, point.lon], {
      icon: iconOf(point.open, point.overdue), open: point.open, overdue: point.overdue, title: told, alt: told,
    });
    return mark.bindPopup(popup(point, words));
  };

  const group = (more = {}) =>
    L.markerClusterGroup({
      ...more, iconCreateFunction: clusterIcon, chunkedLoading: true, showCoverageOnHover: false, maxClusterRadius: 56,
      spiderLegPolylineOptions: { className: "map-leg", weight: 1 },
    });

  // The columns of the answer as points.
  const read = (data) =>
    data.code.map((code, n) => ({
      code, name: data.name[n], lon: data.lon[n], lat: data.lat[n], open: data.open[n], overdue: data.overdue[n],
    }));

  window.campaignPoints = { group, iconOf, markOf, read };
})();
