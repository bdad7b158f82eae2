// The big screen's map: outlines of the towns and the points with problems; looked at, not touched.
(() => {
  window.campaignScreenMap = (box, words) => {
    const map = L.map(box, {
      zoomSnap: 0.05, zoomControl: false, attributionControl: false, dragging: false, keyboard: false,
      scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false, touchZoom: false, maxZoom: 19, fadeAnimation: false,
      zoomAnimation: false, markerZoomAnimation: false,
    });
    map.fitBounds(JSON.parse(words.bounds));
    const group = campaignPoints.group({ animate: false, spiderfyOnMaxZoom: false, zoomToBoundsOnClick: false });
    group.addTo(map);
    const towns = campaignTowns.layer(map, { interactive: false });
    const fit = () => {
      map.invalidateSize({ animate: false });
      const whole = (campaignTowns.around(towns, words.area) ?? towns).getBounds();
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
