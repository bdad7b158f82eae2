"""The official's first page, made of what was counted for all areas at once (``reports.domain.cube``)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core.domain.figures.scope import NO_POINT
from core.periods import Period
from inspections.domain import wall
from inspections.domain.wall import Pair
from inspections.models import Point, Ticket
from inspections.models.tickets import TicketQuerySet
from reports.domain import cube
from reports.domain.cube import Numbers, Slice
from reports.domain.selection import Selection

CATEGORIES_SHOWN = 10


@dataclass(frozen=True)
class Row:
    """One unit, area, category or point with its counts. ``key`` is what the filter takes."""

    key: str
    name: str
    counts: Counter[str]
    before: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Day:
    """One day: what was reported and closed on it, and what was late when it ended."""

    date: date
    counts: Counter[str]


@dataclass(frozen=True)
class Late:
    """One of the worst overdue tickets: who holds it since when, when it was due."""

    number: str
    category: str
    place: str
    department: str
    handler: str
    held_since: datetime | None
    due_at: datetime | None


@dataclass(frozen=True)
class Dashboard:
    """Everything the page shows, as plain values.

    ``path`` leads from the city down to the chosen area, ``parts`` are the areas it is made of;
    where it is made of none (a village), ``points`` are the points in it.
    """

    at: datetime
    selection: Selection
    totals: Counter[str]
    before: Counter[str]
    path: list[tuple[str, str]]
    units: list[Row]
    parts: list[Row]
    points: list[Row]
    categories: list[Row]
    days: list[Day]
    worst: list[Late]
    pairs: list[Pair]


def build(here: Slice, tickets: TicketQuerySet, selection: Selection) -> Dashboard:
    """Return the dashboard of ``selection``, whose area ``here`` is; ``tickets`` are those in the reader's row scope.

    Nothing of what was counted is counted again: only the few rows that are shown one by one are read.
    """
    chosen = selection.narrow(tickets).order_by()
    return Dashboard(
        at=here.at,
        selection=selection,
        totals=here.totals(),
        before=here.totals(before=True),
        path=here.path,
        units=[_row(str(unit), here.names.units[unit], here.units[unit]) for unit in _busy(here.units) if unit],
        parts=[_row(code, here.names.areas[code], here.parts[code]) for code in _busy(here.parts)],
        points=_points(here),
        categories=_categories(here),
        days=[Day(day, _of_day(here, day)) for day in selection.period.dates()],
        worst=_worst(chosen, here),
        pairs=wall.latest(wall.closed_in(chosen, _closed_last(here, selection.period))),
    )


def _busy(counted: dict[Any, Numbers]) -> list[Any]:
    """Return the units or parts of which anything was counted in the period."""
    return [key for key, numbers in counted.items() if any(numbers[: len(cube.COUNTED)])]


def _row(key: str, name: str, numbers: Numbers) -> Row:
    return Row(key, name, cube.named(numbers), cube.named(numbers, before=True))


def _categories(here: Slice) -> list[Row]:
    found = [(pk, numbers) for pk, numbers in here.categories.items() if numbers[0]]
    most = sorted(found, key=lambda item: (-item[1][0], item[0]))[:CATEGORIES_SHOWN]
    names = here.names.categories
    return [Row(str(pk), names[pk], Counter(new=now), Counter(new=before)) for pk, (now, before) in most]


def _of_day(here: Slice, day: date) -> Counter[str]:
    return Counter(dict(zip(cube.DAILY, here.days.get(day, cube.NOTHING), strict=True)))


def _closed_last(here: Slice, period: Period) -> Period:
    """Return the last days of the period, of which the wall looks at no more: the database need not read the others."""
    closed = 0
    for day in reversed(period.dates()):
        closed += _of_day(here, day)["closed"]
        if closed >= wall.LOOKED_AT:
            return Period(day, period.last)
    return period


def _points(here: Slice) -> list[Row]:
    """Return the points of which anything was counted; what lies at none of them is the row ``NO_POINT``."""
    busy = _busy(here.points)
    named: dict[int | None, tuple[str, str]] = {None: (NO_POINT, "")}
    for point in Point.objects.filter(pk__in=[pk for pk in busy if pk]).only("code", "name"):
        named[point.pk] = point.code, point.name
    return [_row(*named[pk], here.points[pk]) for pk in busy if pk in named]


def _worst(tickets: TicketQuerySet, here: Slice) -> list[Late]:
    """Return the tickets that are overdue longest, without those that no longer are since they were counted."""
    rows = tickets.overdue(at=here.at).filter(pk__in=here.worst).order_by("due_at", "pk")
    return [_late(ticket) for ticket in rows.select_related(*_NAMED).only(*_TOLD)]


_NAMED = ("category", "point", "area", "department", "handler")
_TOLD = ("number", "place", "dispatched_at", "due_at", *(f"{each}__name" for each in _NAMED))


def _late(ticket: Ticket) -> Late:
    return Late(
        number=ticket.number,
        category=ticket.category.name,
        place=ticket.where,
        department=ticket.department.name if ticket.department else "",
        handler=ticket.handler.name if ticket.handler else "",
        held_since=ticket.dispatched_at,
        due_at=ticket.due_at,
    )
