// The big screen's map: outlines of the towns and the points with problems; looked at, not touched.
(() => {
  window.campaignScreenMap = (box, words) => {
    const map = L.map(box, {
      zoomSnap: 0.05, zoomControl: false, attributionControl: false, dragging: false, keyboard: false,
      scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false, touchZoom: false, maxZoom: 19, fadeAnimation: false,
      zoomAnimation: false, markerZoomAnimation: false,
    });
    map.createPane("labels").classList.add("map-labels-pane");
    map.fitBounds(JSON.parse(words.bounds));
    const group = campaignPoints.group({ animate: false, spiderfyOnMaxZoom: false, zoomToBoundsOnClick: false });
    group.addTo(map);
    const label = { permanent: true, direction: "center", className: "map-label", interactive: false, pane: "labels" };
    const towns = L.geoJSON(null, {
      interactive: false, style: { className: "map-town", weight: 1 },
      onEachFeature: ({ properties }, layer) => layer.bindTooltip(properties.name, label),
    }).addTo(map);
    const fit = () => {
      map.invalidateSize({ animate: false });
      const chosen = towns.getLayers().find((layer) => words.area.startsWith(layer.feature.properties.code));
      const whole = (chosen ?? towns).getBounds();
      if (whole.isValid()) map.fitBounds(whole, { padding: [6, 6], animate: false });
    };
    addEventListener("resize", fit);
    return {
      outline(collection) {
        towns.clearLayers();
        towns.addData(collection);
        fit();
      },
      show(points) {
        group.clearLayers();
        group.addLayers(points.lon.map((lon, n) => {
          const [open, overdue] = [points.open[n], points.overdue[n]];
          return L.marker([points.lat[n], lon], { icon: campaignPoints.iconOf(open, overdue), interactive: false, keyboard: false, open, overdue });
        }));
      },
    };
  };
})();
