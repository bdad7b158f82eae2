"""Tickets counted for all areas and units at once, so that a town or a village need not be counted by itself.

Five statements, whatever the number of areas. What they find is kept area by area, added up as its page shows it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import accumulate
from typing import Any, TypeVar

from django.db.models import Count, F, Q, Value, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone

from command.choices import CODE_STEP, AreaRank
from command.models import Area, Department
from core.periods import Period
from inspections.choices import RUNNING_STATES, TicketState
from inspections.domain import counts
from inspections.models import Category
from inspections.models.tickets import TicketQuerySet
from reports.domain.selection import Selection

CITY, TOWN, VILLAGE, _GRID = (rank.code_length for rank in AreaRank)
# Counted of the chosen period and of the one before it; stocks stand at a moment.
FLOWS = ("new", "closed", "on_time", "due", "reworked", "relapsed")
STOCKS = ("open", "overdue")
FUNNEL = tuple(f"cohort_{step}" for step in ("registered", "dispatched", "handled", "rectified", "checked", "closed"))
COUNTED = FLOWS + STOCKS + FUNNEL
DAILY = ("new", "relapsed", "closed", "on_time", "reworked", "late")
NOTHING = (0,) * len(DAILY)

Numbers = tuple[int, ...]
K = TypeVar("K")
# Area, unit, point.
Cell = tuple[str, int | None, int | None]
WORST_SHOWN = 8


@dataclass(frozen=True)
class Names:
    """What areas (by code), units and categories (by key) were called when they were counted."""

    areas: dict[str, str]
    units: dict[int, str]
    categories: dict[int, str]

    @property
    def city(self) -> str:
        """The code of the city, the root of the tree; empty where there is no area yet."""
        return min(self.areas, key=len, default="")


@dataclass(frozen=True)
class Whole:
    """What was counted of every place by itself: not of what lies below it.

    ``cells``: (area, unit, point) → ``COUNTED``, then ``FLOWS`` of the period before. ``days``: (area, day) →
    ``DAILY``. ``categories``: (area, category) → new, new in the period before. ``worst``: area and key of the tickets
    that are overdue longest in theirs, the longest first.
    """

    at: datetime
    names: Names
    cells: dict[Cell, Numbers]
    days: dict[tuple[str, date], Numbers]
    categories: dict[tuple[str, int], Numbers]
    worst: list[tuple[str, int]]


@dataclass(frozen=True)
class Slice:
    """What was counted of one area and all below it: no more than its page shows.

    ``path``: code and name of the areas from the city down to it. ``parts``: the areas right below it, and under its
    own code what lies in none of them. ``points``: of a village, by key; what lies at none under None. Numbers as
    those of a :class:`Whole`. ``worst``: keys of the tickets that are overdue longest.
    """

    at: datetime
    names: Names
    path: list[tuple[str, str]]
    units: dict[int | None, Numbers]
    parts: dict[str, Numbers]
    points: dict[int | None, Numbers]
    days: dict[date, Numbers]
    categories: dict[int, Numbers]
    worst: list[int]

    def totals(self, *, before: bool = False) -> Counter[str]:
        """Return the counts of the whole, of the period or of the one before."""
        total = reduce(_plus, self.units.values(), (0,) * len(COUNTED + FLOWS))
        return named(total, before=before)


def named(numbers: Numbers, *, before: bool = False) -> Counter[str]:
    """Return the numbers of a unit or part by their keys: those of the period, or of the one before."""
    if before:
        return Counter(dict(zip(FLOWS, numbers[len(COUNTED) :], strict=True)))
    return Counter(dict(zip(COUNTED, numbers, strict=False)))


def count(tickets: TicketQuerySet, selection: Selection, *, at: datetime) -> Whole:
    """Count ``tickets`` (already in the reader's row scope) for every area; where in the tree is not asked."""
    chosen, areas = selection.everywhere().narrow(tickets).order_by(), Area.objects.values_list("pk", "code", "name")
    codes = {pk: code for pk, code, _name in areas}
    cells, days = _cells(chosen, selection.period, at, codes), _days(chosen, selection.period, codes)
    _add_late(days, chosen, selection.period, at, codes)
    names = _names({code: name for _pk, code, name in areas})
    return Whole(at, names, cells, days, _categories(chosen, selection.period, codes), _worst(chosen, at, codes))


def _names(areas: dict[str, str]) -> Names:
    return Names(
        areas=areas,
        units=dict(Department.objects.values_list("pk", "name")),
        categories=dict(Category.objects.order_by().values_list("pk", "name")),
    )


def split(whole: Whole) -> dict[str, Slice]:
    """Return what is kept of each area, by its code; under "" of the city."""
    units = _rolled_up(((area, unit), numbers) for (area, unit, _point), numbers in whole.cells.items())
    points = _rolled_up(((area, point), numbers) for (area, _unit, point), numbers in whole.cells.items())
    days, categories = _rolled_up(whole.days.items()), _rolled_up(whole.categories.items())
    parts, worst, names = _parts(whole.cells), _worst_of_each(whole.worst), whole.names.areas
    return {
        code: Slice(
            whole.at,
            _names_in(whole.names, units[code], parts[code], categories[code]),
            [(above, names[above]) for above in ancestors(code or whole.names.city) if above in names],
            units[code],
            parts[code],
            points[code] if len(code) >= VILLAGE else {},
            days[code],
            categories[code],
            worst[code],
        )
        for code in ["", *names]
    }


def _names_in(names: Names, units: dict, parts: dict, categories: dict) -> Names:
    """Return those names that are told of an area."""
    return Names(
        areas={code: names.areas[code] for code in parts},
        units={unit: names.units[unit] for unit in units if unit},
        categories={category: names.categories[category] for category in categories},
    )


def _rolled_up(rows: Iterable[tuple[tuple[str, K], Numbers]]) -> defaultdict[str, dict[K, Numbers]]:
    """Add up for each area, and under "" for the city, what was counted in it and below: the deepest areas first."""
    found: defaultdict[str, dict[K, Numbers]] = defaultdict(dict)
    for (code, what), numbers in rows:
        found[code][what] = _plus(found[code].get(what), numbers)
    for area in sorted({above for code in found for above in [code, *ancestors(code)]}, key=len, reverse=True):
        above = found[["", *ancestors(area[:-1])][-1]]
        for what, numbers in found[area].items():
            above[what] = _plus(above.get(what), numbers)
    return found


def _parts(cells: Mapping[Cell, Numbers]) -> defaultdict[str, dict[str, Numbers]]:
    """Add up for each area, and under "" for the city, each part of it."""
    found: defaultdict[str, dict[str, Numbers]] = defaultdict(dict)
    for (code, _unit, _point), numbers in cells.items():
        for area in ["", *ancestors(code)]:
            part = code[: (len(area) or CITY) + CODE_STEP]
            found[area][part] = _plus(found[area].get(part), numbers)
    return found


def _worst_of_each(worst: list[tuple[str, int]]) -> defaultdict[str, list[int]]:
    """Return for each area, and under "" for the city, the first of those in it and below."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for code, ticket in worst:
        for area in ["", *ancestors(code)]:
            if len(found[area]) < WORST_SHOWN:
                found[area].append(ticket)
    return found


def aggregates(keys: Iterable[str], period: Period, at: datetime) -> dict[str, Count]:
    """Return the counts of those keys, each under the name ``n_`` and the key."""
    return {f"n_{key}": Count("pk", filter=counts.condition(key, period=period, at=at)) for key in keys}


def relevant(period: Period, at: datetime) -> Q:
    """Leave out the tickets that no count of this period or the one before can contain."""
    since = period.previous.starts_at
    return counts.opened(period, at) | Q(reported_at__gte=since) | Q(closed_at__gte=since)


def _cells(tickets: TicketQuerySet, period: Period, at: datetime, codes: dict[int, str]) -> dict[Cell, Numbers]:
    now = aggregates(COUNTED, period, at)
    before = {f"before_{key}": value for key, value in aggregates(FLOWS, period.previous, at).items()}
    rows = tickets.filter(relevant(period, at)).values_list("area_id", "department_id", "point_id")
    counted = rows.annotate(**now, **before)
    return {(codes[area], unit, point): tuple(numbers) for area, unit, point, *numbers in counted if any(numbers)}


def _days(tickets: TicketQuerySet, period: Period, codes: dict[int, str]) -> dict[tuple[str, date], Numbers]:
    at = period.ends_at
    new = _per_day(tickets, "reported_at", counts.new(period, at), (Q(), Q(relapse_of__isnull=False)))
    closed = _per_day(tickets, "closed_at", counts.closed(period, at), (Q(), counts.ON_TIME, Q(rework_count__gt=0)))
    found: dict[tuple[str, date], Numbers] = {}
    for moment, area, day, *numbers in new.union(closed, all=True):
        shown = (*numbers[:2], 0, 0, 0, 0) if moment == "reported_at" else (0, 0, *numbers, 0)
        found[codes[area], day] = _plus(found.get((codes[area], day)), shown)
    return found


def _per_day(tickets: TicketQuerySet, moment: str, inside: Q, parts: tuple[Q, ...]) -> Any:
    counted = {f"n_{n}": Count("pk", filter=part) if part else Count("pk") for n, part in enumerate(parts)}
    filled = counted | {f"n_{n}": Value(0) for n in range(len(parts), 3)}
    named = tickets.filter(inside).annotate(moment=Value(moment), day=TruncDate(moment))
    return named.values("moment", "area_id", "day").annotate(**filled).values_list("moment", "area_id", "day", *filled)


def _add_late(days: dict, tickets: TicketQuerySet, period: Period, at: datetime, codes: dict[int, str]) -> None:
    """Add to each day the tickets that were late at its end (or at ``at``): ``counts.late_at_end``, day by day."""
    rows = (
        tickets.filter(_late_some_time(period, at))
        .annotate(since=TruncDate("due_at"), until=TruncDate("closed_at"))
        .values_list("area_id", "since", "until")
        .annotate(n=Count("pk"))
    )
    last = min(period.last, timezone.localdate(at))
    steps: Counter[tuple[int, date]] = Counter()
    for area, since, until, n in rows:
        first, end = max(since, period.first), min(until - timedelta(days=1) if until else last, last)
        if first <= end:
            steps[area, first] += n
            steps[area, end + timedelta(days=1)] -= n
    for area in {area for area, _day in steps}:
        running = accumulate(steps[area, day] for day in period.dates())
        for day, n in zip(period.dates(), running, strict=True):
            days[codes[area], day] = _plus(days.get((codes[area], day)), (0, 0, 0, 0, 0, n))


def _late_some_time(period: Period, at: datetime) -> Q:
    still_open = Q(state__in=RUNNING_STATES) | Q(state=TicketState.RECTIFIED, remaining_minutes__lt=0)
    closed_late = Q(state=TicketState.CLOSED, closed_at__gte=period.starts_at, closed_at__gt=F("due_at"))
    return Q(due_at__lt=min(period.ends_at, at)) & (still_open & Q(closed_at=None) | closed_late)


def _categories(tickets: TicketQuerySet, period: Period, codes: dict[int, str]) -> dict[tuple[str, int], Numbers]:
    at = period.ends_at
    now, before = counts.new(period, at), counts.new(period.previous, at)
    rows = (
        tickets.filter(now | before)
        .values_list("area_id", "category_id")
        .annotate(n=Count("pk", filter=now), n_before=Count("pk", filter=before))
    )
    return {(codes[area], category): (n, n_before) for area, category, n, n_before in rows}


def _worst(tickets: TicketQuerySet, at: datetime, codes: dict[int, str]) -> list[tuple[str, int]]:
    rank = Window(RowNumber(), partition_by="area_id", order_by=("due_at", "pk"))
    rows = tickets.overdue(at=at).annotate(rank=rank).filter(rank__lte=WORST_SHOWN).order_by("due_at", "pk")
    return [(codes[area], pk) for area, pk in rows.values_list("area_id", "pk")]


def ancestors(area: str) -> list[str]:
    """Return the codes from the city down to an area."""
    return [area[:end] for end in range(CITY, len(area) + 1, CODE_STEP)]


def _plus(one: Numbers | None, other: Numbers) -> Numbers:
    return other if one is None else tuple(a + b for a, b in zip(one, other, strict=True))
