// Heat of the map: a canvas above the outlines, redrawn when the map comes to rest. Colour from the page's tokens.
(() => {
  const RADIUS = 26;

  // A disc of the colour that fades outwards; a gradient towards "transparent" would pass through black.
  const stamp = (colour) => {
    const disc = document.createElement("canvas");
    disc.width = disc.height = RADIUS * 2;
    const pen = disc.getContext("2d");
    const fade = pen.createRadialGradient(RADIUS, RADIUS, 0, RADIUS, RADIUS, RADIUS);
    fade.addColorStop(0, "black");
    fade.addColorStop(1, "transparent");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, RADIUS * 2, RADIUS * 2);
    pen.globalCompositeOperation = "destination-in";
    pen.fillStyle = fade;
    pen.fillRect(0, 0, RADIUS * 2, RADIUS * 2);
    return disc;
  };

  const Heat = L.Layer.extend({
    initialize() {
      this.spots = [];
    },

    // spots: [latitude, longitude, weight].
    setSpots(spots) {
      this.spots = spots;
      if (this._map) this.draw();
    },

    onAdd(map) {
      this.canvas = L.DomUtil.create("canvas", "map-heat leaflet-zoom-hide", map.getPane("heat"));
      this.draw();
    },

    onRemove() {
      this.canvas.remove();
    },

    getEvents() {
      return { moveend: this.draw, resize: this.draw };
    },

    draw() {
      const size = this._map.getSize();
      this.canvas.width = size.x;
      this.canvas.height = size.y;
      L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
      const pen = this.canvas.getContext("2d");
      const disc = stamp(getComputedStyle(this.canvas).color);
      const most = Math.max(1, ...this.spots.map((spot) => spot[2]));
      for (const [latitude, longitude, weight] of this.spots) {
        const at = this._map.latLngToContainerPoint([latitude, longitude]);
        pen.globalAlpha = 0.1 + 0.3 * (weight / most);
        pen.drawImage(disc, at.x - RADIUS, at.y - RADIUS);
      }
    },
  });

  window.campaignHeat = () => new Heat();
})();
