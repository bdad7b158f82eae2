"""A pair of coordinates in a list: put the right way round, brought to WGS-84, kept within the city."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.choices import Datum
from core.imports.chunks import Chunk
from core.imports.declaration import ListImport

# Krasovsky 1940: half-axis in metres and squared eccentricity, on which GCJ-02 is defined.
AXIS = 6378245.0
ECCENTRICITY = 0.00669342162296594323
# About a tenth of a metre in degrees: as fine as lists are written.
DECIMALS = 6

Bounds = Sequence[float]


@dataclass(frozen=True)
class CoordinatePair:
    """Rule over two columns. ``bounds`` are west, south, east, north in WGS-84 degrees.

    Swapped coordinates that fit when swapped are tidied; GCJ-02 ones are converted; a lone or far one is refused.
    """

    importer: ListImport
    bounds: Bounds
    datum: str = Datum.WGS84
    longitude: str = "longitude"
    latitude: str = "latitude"

    def __call__(self, chunk: Chunk) -> None:
        longitudes, latitudes = chunk.values.get(self.longitude), chunk.values.get(self.latitude)
        if longitudes is None and latitudes is None:
            return
        nothing = [None] * len(chunk)
        west, south, east, north = self.bounds
        plain = self.datum == Datum.WGS84
        for position, (x, y) in enumerate(zip(longitudes or nothing, latitudes or nothing, strict=True)):
            if x is None or y is None:
                self._check_alone(chunk, position, x, y)
            elif not (plain and west <= x <= east and south <= y <= north):
                self._settle(chunk, position, x, y)

    def _check_alone(self, chunk: Chunk, position: int, x: float | None, y: float | None) -> None:
        """Refuse one coordinate without the other, unless the other is already refused for itself."""
        if x is None and y is None:
            return
        missing = self.longitude if x is None else self.latitude
        if missing in chunk.raw and chunk.raw[missing][position] not in ("", None) and position in chunk.refused:
            return
        chunk.refuse(position, self.importer.header_of(missing), _("is missing: longitude and latitude go together"))

    def _settle(self, chunk: Chunk, position: int, x: float, y: float) -> None:
        for swapped, (east, north) in ((False, (x, y)), (True, (y, x))):
            point = self._to_wgs84(east, north)
            if self._within(*point):
                chunk.values[self.longitude][position], chunk.values[self.latitude][position] = point
                if swapped:
                    chunk.tidy(position, self.importer.header_of(self.longitude), x, str(y))
                    chunk.tidy(position, self.importer.header_of(self.latitude), y, str(x))
                return
        cell = f"{x}, {y}"
        chunk.refuse(position, self.importer.header_of(self.longitude), _("lies outside the city"), cell)

    def _to_wgs84(self, x: float, y: float) -> tuple[float, float]:
        return gcj02_to_wgs84(x, y) if self.datum == Datum.GCJ02 else (x, y)

    def _within(self, x: float, y: float) -> bool:
        west, south, east, north = self.bounds
        return west <= x <= east and south <= y <= north


def wgs84_to_gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    """Return what a Chinese web map shows for a WGS-84 position (degrees; valid within China)."""
    x, y = longitude - 105.0, latitude - 35.0
    wave = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    north += _waves(y, (20.0, 1.0), (40.0, 1 / 3), (160.0, 1 / 12), (320.0, 1 / 30))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    east += _waves(x, (20.0, 1.0), (40.0, 1 / 3), (150.0, 1 / 12), (300.0, 1 / 30))
    slope = math.radians(latitude)
    root = math.sqrt(1 - ECCENTRICITY * math.sin(slope) ** 2)
    per_degree_north = math.radians(AXIS * (1 - ECCENTRICITY) / root**3)
    per_degree_east = math.radians(AXIS / root * math.cos(slope))
    return longitude + east / per_degree_east, latitude + north / per_degree_north


def _waves(at: float, *parts: tuple[float, float]) -> float:
    return sum(size * math.sin(pace * at * math.pi) for size, pace in parts) * 2.0 / 3.0


def gcj02_to_wgs84(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the WGS-84 position of what a Chinese web map shows, by iteration, to a tenth of a metre."""
    x, y = longitude, latitude
    for _round in range(4):
        shifted_x, shifted_y = wgs84_to_gcj02(x, y)
        x, y = x + longitude - shifted_x, y + latitude - shifted_y
    return round(x, DECIMALS), round(y, DECIMALS)
