// Outlines of the towns, each with its name on it, for the map of a page and for the big screen.
(() => {
  const STYLE = { className: "map-town", weight: 1 };
  const LABEL = { permanent: true, direction: "center", className: "map-label", interactive: false, pane: "labels" };

  // Returns the layer, still without outlines; `each` is called with every outline that it gets.
  const layer = (map, given = {}, each = () => {}) => {
    map.createPane("labels").classList.add("map-labels-pane");
    const onEachFeature = (feature, outline) => {
      outline.bindTooltip(feature.properties.name, LABEL);
      each(feature, outline);
    };
    return L.geoJSON(null, { style: STYLE, onEachFeature, ...given }).addTo(map);
  };
  // The town in which an area lies, by its code; nothing where it is the city.
  const around = (towns, area) => towns.getLayers().find((each) => area.startsWith(each.feature.properties.code));

  window.campaignTowns = { layer, around };
})();
