// The map of a page: outlines of the towns, tiles where the city has some, points in clusters, heat.
(() => {
  class CampaignMap {
    constructor(box) {
      this.box = box;
      this.words = box.dataset;
      this.map = L.map(box.querySelector("[data-map-canvas]"), {
        zoomSnap: 0.25, attributionControl: Boolean(this.words.tileUrl), preferCanvas: false, minZoom: 8, maxZoom: 19,
      });
      this.map.createPane("heat").classList.add("map-heat-pane");
      this.group = campaignPoints.group();
      this.heat = campaignHeat();
      this.towns = campaignTowns.layer(this.map, {}, (feature, layer) => this.addTown(feature, layer));
      if (this.words.tileUrl) this.addTiles();
    }

    addTiles() {
      L.tileLayer(this.words.tileUrl, { attribution: this.words.tileAttribution, maxZoom: 19 }).addTo(this.map);
      this.box.classList.add("has-tiles");
    }

    addTown({ properties }, layer) {
      layer.on("click", () => this.choose(properties.code));
      layer.on("add", () => {
        const path = layer.getElement();
        const isChosen = this.words.area.startsWith(properties.code);
        path.classList.toggle("is-chosen", isChosen);
        for (const [name, value] of [["tabindex", "0"], ["role", "link"], ["aria-label", properties.name]]) {
          path.setAttribute(name, value);
        }
        path.addEventListener("keydown", (event) => event.key === "Enter" && this.choose(properties.code));
      });
    }

    // The page may take the choice itself; else the address says it.
    choose(area) {
      const wanted = new CustomEvent("map:area", { detail: { area }, bubbles: true, cancelable: true });
      if (area === this.words.area || !this.box.dispatchEvent(wanted)) return;
      const address = new URL(location.href);
      address.searchParams.set("area", area);
      location.assign(address);
    }

    async load() {
      const [outlines, points] = await Promise.all(
        [this.words.outlines, this.words.points].map((address) => fetch(address).then((answer) => answer.json())),
      );
      // Another choice may have taken the place of this map while its data came.
      if (!this.box.isConnected) return;
      this.towns.addData(outlines);
      this.box.querySelector("[data-map-derived]").hidden = !outlines.derived;
      this.points = campaignPoints.read(points);
      this.fit();
      if (!this.points.some((point) => point.open)) this.box.querySelector("[name=which][value=all]").checked = true;
      this.show();
      this.tell(points);
    }

    fit() {
      const town = campaignTowns.around(this.towns, this.words.area);
      const places = this.points.map((point) => [point.lat, point.lon]);
      const whole = this.words.area.length > 9 && places.length ? L.latLngBounds(places) : (town ?? this.towns).getBounds();
      if (whole.isValid()) this.map.fitBounds(whole, { padding: [20, 20], maxZoom: 16 });
      else this.map.fitBounds(JSON.parse(this.words.bounds));
    }

    // What the form above the map asks for: which points, and whether as heat.
    show() {
      const chosen = new FormData(this.box.querySelector("form"));
      const least = { all: () => true, open: (point) => point.open, overdue: (point) => point.overdue };
      const points = this.points.filter(least[chosen.get("which")]);
      this.group.clearLayers();
      this.group.addLayers(points.map((point) => campaignPoints.markOf(point, this.words)));
      this.map[chosen.get("as") === "heat" ? "removeLayer" : "addLayer"](this.group);
      this.map[chosen.get("as") === "heat" ? "addLayer" : "removeLayer"](this.heat);
      this.heat.setSpots(points.filter((point) => point.open).map((point) => [point.lat, point.lon, point.open]));
    }

    tell(data) {
      for (const place of this.box.querySelectorAll("[data-map-unplaced]")) {
        place.hidden = !data.unplaced;
        place.querySelector("strong").textContent = data.unplaced;
      }
      this.box.querySelector("[data-map-empty]").hidden = this.points.length > 0;
      this.box.querySelector("[data-map-calm]").hidden = !this.points.length || this.points.some((point) => point.open);
      this.box.classList.add("is-ready");
    }
  }

  const shown = new Map();

  const begin = () => {
    for (const [box, drawn] of shown) {
      if (box.isConnected) continue;
      drawn.map.remove();
      shown.delete(box);
    }
    for (const box of document.querySelectorAll("[data-map]")) {
      if (shown.has(box)) continue;
      const drawn = new CampaignMap(box);
      shown.set(box, drawn);
      box.addEventListener("change", () => drawn.show());
      drawn.load().catch((error) => {
        box.classList.add("is-failed");
        console.error(error);
      });
    }
  };
  begin();
  document.addEventListener("htmx:afterSettle", begin);
})();
