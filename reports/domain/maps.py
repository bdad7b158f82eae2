"""What the map shows: each point with its open and overdue problems, as columns, counted in two queries."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from command.choices import AreaRank
from command.models import Area
from core.choices import Datum
from core.imports.coordinates import wgs84_to_gcj02
from inspections.domain import counts
from inspections.models import Point, Ticket
from inspections.models.points import SEES_ALL_POINTS, PointQuerySet
from inspections.models.tickets import TicketQuerySet, ticket_scope
from reports.domain import outlines, snapshots
from reports.domain.dashboard import Selection

# A metre, which is finer than a point is known.
DECIMALS = 5
# Bytes that compress well and are made once a minute: speed before size.
COMPRESSION = 5


@dataclass(frozen=True)
class Answer:
    """JSON as it is sent: compressed, with the name of its content."""

    body: bytes
    etag: str

    @property
    def plain(self) -> bytes:
        return gzip.decompress(self.body)


def points(user: Any, selection: Selection, *, at: datetime) -> Answer:
    """Return the map's points in the row scope of ``user``, at most a minute old where somebody keeps asking."""
    name = f"map:{_scope(user)}:{selection.department}:{selection.area}:{selection.category}"
    return snapshots.latest(name, lambda: _packed(_of_user(user, selection, at)), at=at)


def borders() -> Answer:
    """Return the outlines of the towns, as the map shows them."""
    shown = outlines.of_city()
    return snapshots.fragment(f"map:outlines:{settings.MAP_TILE_DATUM}:{id_of(shown)}", lambda: _packed(_moved(shown)))


def id_of(value: Any) -> str:
    """Return a short name of a JSON value's content."""
    return sha256(orjson.dumps(value)).hexdigest()[:32]


def counted(scope: PointQuerySet, tickets: TicketQuerySet, selection: Selection, *, at: datetime) -> dict[str, Any]:
    """Return the columns code, name, lon, lat, open, overdue of the places in ``scope``, and what has no place.

    ``tickets`` are in the reader's row scope. ``unplaced`` counts the open problems that are at no shown point.
    """
    chosen = selection.narrow(tickets).order_by()
    by_point, all_open = _by_point(chosen, selection, at)
    rows = _places(scope, selection, at)
    numbers = [by_point.pop(pk, (0, 0)) for pk, *_rest in rows]
    shown = [position(longitude, latitude) for *_rest, longitude, latitude in rows]
    return {
        "at": timezone.localtime(at).isoformat(timespec="seconds"),
        "code": [row[1] for row in rows],
        "name": [row[2] for row in rows],
        "lon": [longitude for longitude, _latitude in shown],
        "lat": [latitude for _longitude, latitude in shown],
        "open": [n for n, _overdue in numbers],
        "overdue": [overdue for _n, overdue in numbers],
        "unplaced": all_open - sum(n for n, _overdue in numbers),
    }


def position(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a WGS-84 position lies on the tiles in use."""
    if settings.MAP_TILE_DATUM == Datum.GCJ02:
        longitude, latitude = wgs84_to_gcj02(longitude, latitude)
    return round(longitude, DECIMALS), round(latitude, DECIMALS)


def _scope(user: Any) -> str:
    sees_all = ticket_scope(user) is None and (user.is_superuser or user.has_role(*SEES_ALL_POINTS))
    return "city" if sees_all else f"user-{user.pk}"


def _of_user(user: Any, selection: Selection, at: datetime) -> dict[str, Any]:
    return counted(Point.objects.visible_to(user), Ticket.objects.visible_to(user), selection, at=at)


def _packed(value: Any) -> Answer:
    return Answer(gzip.compress(orjson.dumps(value), COMPRESSION, mtime=0), f'"{id_of(value)}"')


def _by_point(tickets: TicketQuerySet, selection: Selection, at: datetime) -> tuple[dict[int, tuple[int, int]], int]:
    """Return (open, overdue) by point, and how many are open in all."""
    open_ones = tickets.filter(counts.opened(selection.period, at))
    late = Count("pk", filter=counts.overdue(selection.period, at))
    found = {
        pk: (n, overdue) for pk, n, overdue in open_ones.values_list("point_id").annotate(n=Count("pk"), late=late)
    }
    return found, sum(n for n, _overdue in found.values())


def _places(scope: PointQuerySet, selection: Selection, at: datetime) -> list[tuple]:
    """Return (id, code, name, longitude, latitude) of the points in use that have a place."""
    inside = Q(area__code__startswith=selection.area) if selection.area else Q()
    rows = scope.active(timezone.localdate(at)).filter(inside).exclude(longitude=None).order_by("code")
    return list(rows.values_list("pk", "code", "name", "longitude", "latitude"))


def _moved(collection: dict[str, Any]) -> dict[str, Any]:
    """Return the outlines on the tiles in use."""
    return {**collection, "features": [_moved_feature(feature) for feature in collection["features"]]}


def _moved_feature(feature: dict[str, Any]) -> dict[str, Any]:
    shape = feature["geometry"]
    moved = [[_moved_ring(ring) for ring in polygon] for polygon in shape["coordinates"]]
    return {**feature, "geometry": {**shape, "coordinates": moved}}


def _moved_ring(ring: Iterable[list[float]]) -> list[tuple[float, float]]:
    return [position(longitude, latitude) for longitude, latitude in ring]


@dataclass
class Town:
    """A town with its open and overdue problems."""

    code: str
    name: str
    open: int = 0
    overdue: int = 0


def by_town(tickets: TicketQuerySet, selection: Selection, *, at: datetime) -> list[Town]:
    """Return the towns that have open problems among ``tickets``, those with most overdue first: the map as a table."""
    towns = {code: Town(code, name) for code, name in Area.objects.towns().values_list("code", "name")}
    late = Count("pk", filter=counts.overdue(selection.period, at))
    open_ones = selection.narrow(tickets).order_by().filter(counts.opened(selection.period, at))
    for code, n, overdue in open_ones.values_list("area__code").annotate(n=Count("pk"), late=late):
        town = towns.get(AreaRank.TOWN.of(code))
        if town:
            town.open += n
            town.overdue += overdue
    found = (town for town in towns.values() if town.open)
    return sorted(found, key=lambda town: (-town.overdue, -town.open, town.code))
