"""Real boundaries of the towns, loaded from a GeoJSON file: they replace the derived outlines on every map."""

import math
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import orjson
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from command.models import Area, User
from core.choices import Datum
from core.domain import audit
from core.imports.coordinates import gcj02_to_wgs84
from reports.errors import BoundariesRefused
from reports.models import TownOutline

CODE_NAMES = ("code", "adcode", "XZQDM", "区划代码")
NAME_NAMES = ("name", "XZQMC", "名称")
SHAPES = ("Polygon", "MultiPolygon")
# A boundary may run a little outside the box into which every point of the city falls.
SLACK = 0.2
# Bends smaller than so much (about 30 m) are left out: no screen shows them.
TOLERANCE = 0.0003
FEWEST_CORNERS = 4
# Real boundaries of 100,000 corners are done after some twenty cuts, one into another.
MOST_CUTS = 32

Position = list[float]
Ring = list[Position]


@transaction.atomic
def replace(raw: bytes, *, datum: str, by: User, at: datetime) -> int:
    """Load the towns' boundaries from GeoJSON in place of what was loaded before; return how many.

    A feature names its town by division code (``code``, ``adcode``, ``XZQDM``) or by name. ``BoundariesRefused`` with
    a sentence where the file is none, names no town, or lies elsewhere; nothing is changed then.
    """
    found = dict(_read(raw, datum))
    TownOutline.objects.all().delete()
    TownOutline.objects.bulk_create(TownOutline(area=area, geometry=shape) for area, shape in found.items())
    audit.record("outlines.changed", by=by, at=at, towns=len(found))
    return len(found)


@transaction.atomic
def clear(*, by: User, at: datetime) -> None:
    """Go back to the derived outlines."""
    if TownOutline.objects.all().delete()[0]:
        audit.record("outlines.deleted", by=by, at=at)


def _read(raw: bytes, datum: str) -> Iterator[tuple[Area, dict[str, Any]]]:
    towns = list(Area.objects.towns())
    known = {town.code: town for town in towns} | {town.name: town for town in towns}
    for number, feature in enumerate(_features(raw), start=1):
        given = feature.get("properties")
        given = given if isinstance(given, dict) else {}
        town = next((known[text] for text in _names(given) if text in known), None)
        if town is None:
            named = "、".join(_names(given)) or "—"
            raise BoundariesRefused(
                _("Feature %(n)d (%(named)s) is none of the city's towns.") % {"n": number, "named": named}
            )
        yield town, _shape(feature.get("geometry"), town, datum)


def _features(raw: bytes) -> list[dict[str, Any]]:
    try:
        content = orjson.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise BoundariesRefused(_("The file is no GeoJSON: it cannot be read as JSON.")) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(each, dict) for each in features):
        raise BoundariesRefused(_("The file is no GeoJSON: it has no list of features."))
    return features


def _names(given: dict[str, Any]) -> list[str]:
    return [str(given[key]).strip() for key in (*CODE_NAMES, *NAME_NAMES) if given.get(key)]


def _shape(geometry: Any, town: Area, datum: str) -> dict[str, Any]:
    try:
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        if geometry["type"] not in SHAPES:
            raise ValueError
        rings = [[_ring(ring, town, datum) for ring in polygon] for polygon in polygons]
        if not rings or not all(rings):
            raise ValueError
    except (LookupError, TypeError, ValueError, OverflowError) as error:
        raise BoundariesRefused(
            _("The boundary of %(town)s is no area of longitudes and latitudes.") % {"town": town}
        ) from error
    return {"type": "MultiPolygon", "coordinates": rings}


def _ring(ring: Iterable[Any], town: Area, datum: str) -> Ring:
    positions = [_position(each, town, datum) for each in ring]
    if len(positions) < FEWEST_CORNERS or positions[0] != positions[-1]:
        raise ValueError
    half = len(positions) // 2
    thinned = [*simplified(positions[: half + 1])[:-1], *simplified(positions[half:])]
    return thinned if len(thinned) >= FEWEST_CORNERS else positions


def _position(given: Any, town: Area, datum: str) -> Position:
    longitude, latitude = float(given[0]), float(given[1])
    if datum == Datum.GCJ02:
        longitude, latitude = gcj02_to_wgs84(longitude, latitude)
    west, south, east, north = settings.CITY_BOUNDS
    if not (west - SLACK <= longitude <= east + SLACK and south - SLACK <= latitude <= north + SLACK):
        where = {"town": town, "at": f"{longitude:.4f}, {latitude:.4f}"}
        raise BoundariesRefused(_("The boundary of %(town)s lies outside the city (%(at)s).") % where)
    return [round(longitude, 5), round(latitude, 5)]


def simplified(line: Ring) -> Ring:
    """Return the line without bends smaller than ``TOLERANCE`` (Douglas and Peucker); its ends stay.

    Parts that many cuts have not made smaller are halved: n corners take n log n steps, whatever their shape.
    """
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1, 0)]
    while waiting:
        first, last, cuts = waiting.pop()
        far, index = _farthest(line, first, last)
        if far > TOLERANCE:
            index = index if cuts < MOST_CUTS else (first + last) // 2
            kept.add(index)
            waiting += [(first, index, cuts + 1), (index, last, cuts + 1)]
    return [line[n] for n in sorted(kept)]


def _farthest(line: Ring, first: int, last: int) -> tuple[float, int]:
    """Return how far the corner between two others lies that is farthest from the line between them, and which."""
    start, end = line[first], line[last]
    return max(((_off(line[n], start, end), n) for n in range(first + 1, last)), default=(0.0, 0))


def _off(at: Position, first: Position, last: Position) -> float:
    """Return how far a position lies from the straight line between two others."""
    along = (last[0] - first[0], last[1] - first[1])
    length = math.hypot(*along)
    if not length:
        return math.dist(at, first)
    return abs(along[0] * (at[1] - first[1]) - along[1] * (at[0] - first[0])) / length
