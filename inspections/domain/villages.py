"""Communities and villages that a list of points names: found under their town, or created there."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from command.choices import AreaRank
from command.models import Area, AreaLevel
from core.choices import Verdict
from core.errors import ImportRefused
from core.imports.applying import Application
from inspections.models import Point

# Joins the community that a row names under its town; no row where it names none.
JOIN = "LEFT JOIN command_area v ON v.parent_id = {town} AND v.name = {village}"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOCAL_CODES = [f"X{tens}{ones}" for tens in DIGITS for ones in DIGITS][1:]


def places_of(points: list[int]) -> Mapping[int, dict[str, Any]]:
    """Return area, town (ids) and the name of the community of each point."""
    rows: Any = Point.objects.filter(pk__in=points).values_list(
        "pk",
        "area_id",
        "area__level__rank",
        "area__name",
        "area__parent_id",
        "area__parent__name",
        "area__parent__parent_id",
    )
    return {pk: _place(area, *rest) for pk, area, *rest in rows.iterator()}


def _place(area: int, rank: int, name: str, parent: int, parent_name: str, grandparent: int) -> dict[str, Any]:
    if rank == AreaRank.VILLAGE:
        return {"area": area, "town": parent, "village": name}
    if rank == AreaRank.GRID:
        return {"area": area, "town": grandparent, "village": parent_name}
    return {"area": area, "town": area, "village": None}


def missing(application: Application) -> list[tuple[int, str]]:
    """Return (town, name) of the communities that rows to be written name and nobody knows."""
    join = JOIN.format(town=application.value("town", "bigint"), village=application.value("village"))
    return application.query(
        f"SELECT DISTINCT {application.value('town', 'bigint')} AS town, {application.value('village')} AS name "  # noqa: S608
        f"FROM {application.rows} {join} WHERE {application.where()} "
        f"AND {application.value('village')} IS NOT NULL AND v.id IS NULL ORDER BY 1, 2"
    )


def create_missing(application: Application) -> None:
    """Create the unknown communities of the rows with local codes, and remember them for undo."""
    wanted = missing(application)
    if not wanted:
        return
    towns = Area.objects.in_bulk({town for town, _name in wanted})
    taken = set(Area.objects.filter(parent__in=towns, is_official=False).values_list("code", flat=True))
    levels = {level.key: level for level in AreaLevel.objects.filter(key__in=("community", "village"))}
    free = {
        pk: iter([town.code + end for end in LOCAL_CODES if town.code + end not in taken]) for pk, town in towns.items()
    }
    areas = [
        Area(
            code=_next_code(free[town], towns[town]),
            name=name,
            level=levels["community" if name.endswith("社区") else "village"],
            parent=towns[town],
            is_official=False,
        )
        for town, name in wanted
    ]
    application.remember("areas", [area.pk for area in Area.objects.bulk_create(areas)])


def _next_code(free: Iterator[str], town: Area) -> str:
    code = next(free, None)
    if code is None:
        raise ImportRefused(_("%(town)s has no local codes left for new communities.") % {"town": town})
    return code


def move_points(application: Application) -> int:
    """Give changed points the area that their row names, where the row changes it."""
    join = JOIN.format(town=application.value("town", "bigint"), village=application.value("village"))
    return application.execute(
        "UPDATE inspections_point SET area_id = moved.area FROM ("  # noqa: S608
        f"SELECT r.object_id AS point, COALESCE(v.id, {application.value('town', 'bigint')}) AS area "
        f"FROM {application.rows} {join} WHERE {application.where(Verdict.UPDATE)} "
        "AND (r.before -> 'town' IS NOT NULL OR r.before -> 'village' IS NOT NULL)"
        ") moved WHERE inspections_point.id = moved.point"
    )


def put_points_back(application: Application) -> int:
    """Give changed points the area that they had."""
    return application.execute(
        f"UPDATE inspections_point SET area_id = {application.before('area', 'bigint')} "  # noqa: S608
        f"FROM {application.rows} WHERE {application.where(Verdict.UPDATE)} AND inspections_point.id = r.object_id"
    )
