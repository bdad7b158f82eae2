"""The official's first page, made of what was counted for all areas at once (``reports.domain.cube``)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from core.domain.figures.scope import NO_POINT
from inspections.domain import wall
from inspections.domain.wall import Pair
from inspections.models import Ticket
from inspections.models.tickets import TicketQuerySet
from reports.domain import cube
from reports.domain.cube import VILLAGE, Slice
from reports.domain.selection import Selection

CATEGORIES_SHOWN = 10
WORST_SHOWN = 8


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


def build(counted: Slice, tickets: TicketQuerySet, selection: Selection) -> Dashboard:
    """Return the dashboard of ``selection``; ``tickets`` are those in the reader's row scope.

    What was counted may be of a larger area than the chosen one. Nothing of it is counted again:
    only the few rows that are shown one by one are read.
    """
    here, at = counted.under(selection.area), counted.at
    chosen = selection.narrow(tickets).order_by()
    names = here.names
    return Dashboard(
        at=at,
        selection=selection,
        totals=here.totals(),
        before=here.totals(before=True),
        path=[(code, names.areas[code]) for code in cube.ancestors(selection.area or names.city)],
        units=_unit_rows(here),
        parts=_part_rows(here, selection.area),
        points=_points(chosen, selection, at) if len(selection.area) >= VILLAGE else [],
        categories=_categories(here),
        days=_days(here, selection),
        worst=_worst(chosen, at),
        pairs=wall.latest(wall.closed_in(chosen, selection.period)),
    )


def _unit_rows(here: Slice) -> list[Row]:
    now, before = here.by_unit(), here.by_unit(before=True)
    return [
        Row(str(unit), here.names.units[unit], now[unit], before[unit])
        for unit in now
        if unit and any(now[unit].values())
    ]


def _part_rows(here: Slice, area: str) -> list[Row]:
    """Return the parts of the area, and under its own code what lies in none of them; they add up to it."""
    now, before = here.by_part(area), here.by_part(area, before=True)
    return [Row(code, here.names.areas[code], now[code], before[code]) for code in now if any(now[code].values())]


def _categories(here: Slice) -> list[Row]:
    found = [(pk, numbers) for pk, numbers in here.by_category().items() if numbers[0]]
    most = sorted(found, key=lambda item: (-item[1][0], item[0]))[:CATEGORIES_SHOWN]
    names = here.names.categories
    return [Row(str(pk), names[pk], Counter(new=now), Counter(new=before)) for pk, (now, before) in most]


def _days(here: Slice, selection: Selection) -> list[Day]:
    found = here.by_day()
    return [Day(day, found[day]) for day in selection.period.dates()]


def _points(tickets: TicketQuerySet, selection: Selection, at: datetime) -> list[Row]:
    """Return the points of the area that anything was counted of; what lies at none of them is the row ``NO_POINT``."""
    rows = (
        tickets.filter(cube.relevant(selection.period, at))
        .values("point__code", "point__name")
        .annotate(**cube.aggregates(cube.COUNTED, selection.period, at))
    )
    counted = [(row, Counter({key: row[f"n_{key}"] for key in cube.COUNTED})) for row in rows]
    return [Row(row["point__code"] or NO_POINT, row["point__name"] or "", n) for row, n in counted if any(n.values())]


def _worst(tickets: TicketQuerySet, at: datetime) -> list[Late]:
    rows = tickets.overdue(at=at).select_related("category", "point", "area", "department", "handler")
    return [_late(ticket) for ticket in rows.order_by("due_at", "pk")[:WORST_SHOWN]]


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
