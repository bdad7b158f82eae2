"""Outlines of the divisions for the map: those that somebody has loaded, else derived from where the points lie.

Derived outlines (示意边界) are no boundaries: every place belongs to the division of the nearest village centre,
and a village's centre is the middle of its points. They serve to show where a town is, without a tile server.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from statistics import median
from typing import Any

from django.db.models import Count, Max

from command.choices import AreaRank
from command.models import Area
from inspections.models import Point
from reports.domain import snapshots, voronoi
from reports.domain.voronoi import Position, Ring
from reports.models import TownOutline

# How far the outer border runs from the outermost centres, in degrees of latitude: about two kilometres.
MARGIN = 0.02
DECIMALS = 5
# Sites are moved apart by so much (a centimetre), each in a direction of its own: four on a circle have no corner.
APART = 1e-7
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

Geometry = dict[str, Any]


def of_city() -> dict[str, Any]:
    """Return the outlines of the towns as a GeoJSON FeatureCollection; ``derived``: they are no boundaries."""
    loaded = list(TownOutline.objects.values_list("area__code", "area__name", "geometry"))
    if loaded:
        return {"type": "FeatureCollection", "derived": False, "features": [_feature(*row) for row in loaded]}
    return derived_of_city()


def derived_of_city() -> dict[str, Any]:
    """Return the derived outlines, kept until a point is changed."""
    state = Point.objects.aggregate(n=Count("pk"), last=Max("changed_at"))
    last = state["last"].timestamp() if state["last"] else 0
    return snapshots.fragment(f"outlines:{state['n']}:{last}", _of_city)


def _of_city() -> dict[str, Any]:
    names = dict(Area.objects.towns().values_list("code", "name"))
    found = derive(centres())
    return {
        "type": "FeatureCollection",
        "derived": True,
        "features": [_feature(code, names[code], found[code]) for code in sorted(found) if code in names],
    }


def centres() -> dict[str, Position]:
    """Return the middle (longitude, latitude: medians) of the points of each village or town, by division code."""
    rows: Any = Point.objects.exclude(longitude=None).values_list("area__code", "longitude", "latitude")
    places: defaultdict[str, list[Position]] = defaultdict(list)
    for code, longitude, latitude in rows.iterator():
        places[AreaRank.VILLAGE.of(code)].append((longitude, latitude))
    return {code: (median(x for x, _y in found), median(y for _x, y in found)) for code, found in places.items()}


def derive(places: Mapping[str, Position]) -> dict[str, Geometry]:
    """Return a GeoJSON geometry for each town of ``places`` (positions by code of village or town)."""
    codes = sorted(code for code in places if len(code) >= AreaRank.TOWN.code_length)
    if not codes:
        return {}
    scale = math.cos(math.radians(places[codes[0]][1]))
    sites = [_apart(places[code], number, scale) for number, code in enumerate(codes)]
    labels = [AreaRank.TOWN.of(code) for code in codes]
    regions = voronoi.melt(sites, labels, voronoi.hull(sites, MARGIN))
    return {label: _geometry(rings, scale) for label, rings in regions.items()}


def _apart(at: Position, number: int, scale: float) -> Position:
    """Return a position on the plane, where a degree is equally long both ways, moved a little."""
    angle = number * GOLDEN_ANGLE
    return at[0] * scale + APART * (number + 1) * math.cos(angle), at[1] + APART * (number + 1) * math.sin(angle)


def _geometry(rings: Iterable[Ring], scale: float) -> Geometry:
    """Return the rings as a MultiPolygon, each hole within the outer ring around it."""
    outer = [ring for ring in rings if voronoi.area(ring) > 0]
    polygons = [[ring] for ring in outer]
    for hole in (ring for ring in rings if voronoi.area(ring) < 0):
        around = next((polygon for polygon in polygons if voronoi.contains(polygon[0], hole[0])), None)
        if around:
            around.append(hole)
    coordinates = [[_closed(ring, scale) for ring in polygon] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": [polygon for polygon in coordinates if len(polygon[0]) > 3]}


def _closed(ring: Ring, scale: float) -> list[list[float]]:
    """Return the ring in degrees, without repeated positions, ending where it begins."""
    rounded = [[round(x / scale, DECIMALS), round(y, DECIMALS)] for x, y in ring]
    kept = rounded[:1] + [after for before, after in pairwise(rounded) if after != before]
    return [*kept, kept[0]] if kept[-1] != kept[0] else kept


def _feature(code: str, name: str, geometry: Geometry) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}
