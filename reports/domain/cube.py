"""Tickets counted for all areas and units at once, so that a town or a village need not be counted by itself.

Four statements, whatever the number of areas. What they find is kept in parts: one for the city, whose areas are
the towns, and one for each town, whose areas are its communities and villages.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.db.models import Count, F, Q, Value
from django.db.models.functions import TruncDate
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

Numbers = tuple[int, ...]


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
class Slice:
    """What was counted of a part of the tree.

    ``cells``: (area, unit) → ``COUNTED``, then ``FLOWS`` of the period before. ``days``: (area, day) → ``DAILY``.
    ``categories``: (area, category) → new, new in the period before.
    """

    at: datetime
    names: Names
    cells: dict[tuple[str, int | None], Numbers]
    days: dict[tuple[str, date], Numbers]
    categories: dict[tuple[str, int], Numbers]

    def under(self, area: str) -> "Slice":
        """Return what belongs to an area and those below it."""
        return self._map(lambda code: code if code.startswith(area) else None)

    def as_deep_as(self, length: int) -> "Slice":
        """Return the same with all areas below that length of code added to the one above."""
        return self._map(lambda code: code[:length])

    def _map(self, place: Any) -> "Slice":
        parts = (_moved(part, place) for part in (self.cells, self.days, self.categories))
        return Slice(self.at, self.names, *parts)

    def totals(self, *, before: bool = False) -> Counter[str]:
        """Return the counts of the whole, of the period or of the one before."""
        total: Counter[str] = Counter(dict.fromkeys(FLOWS if before else COUNTED, 0))
        for numbers in self.cells.values():
            total.update(_named(numbers, before))
        return total

    def by_unit(self, *, before: bool = False) -> dict[int | None, Counter[str]]:
        found: defaultdict[int | None, Counter[str]] = defaultdict(Counter)
        for (_area, unit), numbers in self.cells.items():
            found[unit].update(_named(numbers, before))
        return found

    def by_part(self, area: str, *, before: bool = False) -> dict[str, Counter[str]]:
        """Return the counts of each part of the area; under its own code, what lies in none of them."""
        step = (len(area) or CITY) + CODE_STEP
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (code, _unit), numbers in self.cells.items():
            found[code[:step]].update(_named(numbers, before))
        return found

    def by_day(self) -> defaultdict[date, Counter[str]]:
        found: defaultdict[date, Counter[str]] = defaultdict(lambda: Counter(dict.fromkeys(DAILY, 0)))
        for (_area, day), numbers in self.days.items():
            found[day].update(dict(zip(DAILY, numbers, strict=True)))
        return found

    def by_category(self) -> dict[int, Numbers]:
        found: dict[int, Numbers] = {}
        for (_area, category), numbers in self.categories.items():
            found[category] = _plus(found.get(category), numbers)
        return found


def count(tickets: TicketQuerySet, selection: Selection, *, at: datetime) -> Slice:
    """Count ``tickets`` (already in the reader's row scope) for every area; where in the tree is not asked."""
    chosen, codes = selection.everywhere().narrow(tickets).order_by(), dict(Area.objects.values_list("pk", "code"))
    names = _names()
    cells, days = _cells(chosen, selection.period, at, codes), _days(chosen, selection.period, codes)
    _add_late(days, chosen, selection.period, at, codes)
    return Slice(at, names, cells, days, _categories(chosen, selection.period, codes))


def _names() -> Names:
    return Names(
        areas=dict(Area.objects.order_by("code").values_list("code", "name")),
        units=dict(Department.objects.values_list("pk", "name")),
        categories=dict(Category.objects.order_by().values_list("pk", "name")),
    )


def split(whole: Slice) -> dict[str, Slice]:
    """Return the parts that are kept: under "" the city by towns, and every town by itself."""
    parts = {"": _of_the_city(whole)}
    towns: dict[str, Slice] = {
        code: Slice(whole.at, whole.names, {}, {}, {}) for code in Area.objects.towns().values_list("code", flat=True)
    }
    for name in ("cells", "days", "categories"):
        for key, numbers in getattr(whole, name).items():
            if key[0][:TOWN] in towns:
                getattr(towns[key[0][:TOWN]], name)[key] = numbers
    return parts | towns


def part_of(area: str) -> str:
    """Return under which name the part is kept that holds an area."""
    return area[:TOWN] if len(area) >= TOWN else ""


def _of_the_city(whole: Slice) -> Slice:
    city = whole.as_deep_as(CITY)
    return Slice(whole.at, whole.names, whole.as_deep_as(TOWN).cells, city.days, city.categories)


def aggregates(keys: Iterable[str], period: Period, at: datetime) -> dict[str, Count]:
    """Return the counts of those keys, each under the name ``n_`` and the key."""
    return {f"n_{key}": Count("pk", filter=counts.condition(key, period=period, at=at)) for key in keys}


def relevant(period: Period, at: datetime) -> Q:
    """Leave out the tickets that no count of this period or the one before can contain."""
    since = period.previous.starts_at
    return counts.opened(period, at) | Q(reported_at__gte=since) | Q(closed_at__gte=since)


def _cells(tickets: TicketQuerySet, period: Period, at: datetime, codes: dict[int, str]) -> dict:
    now = aggregates(COUNTED, period, at)
    before = {f"before_{key}": value for key, value in aggregates(FLOWS, period.previous, at).items()}
    rows = tickets.filter(relevant(period, at)).values_list("area_id", "department_id").annotate(**now, **before)
    return {(codes[area], unit): tuple(numbers) for area, unit, *numbers in rows if any(numbers)}


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


def ancestors(area: str) -> list[str]:
    """Return the codes from the city down to an area."""
    return [area[:end] for end in range(CITY, len(area) + 1, CODE_STEP)]


def _named(numbers: Numbers, before: bool) -> dict[str, int]:
    return (
        dict(zip(FLOWS, numbers[len(COUNTED) :], strict=True)) if before else dict(zip(COUNTED, numbers, strict=False))
    )


def _plus(one: Numbers | None, other: Numbers) -> Numbers:
    return other if one is None else tuple(a + b for a, b in zip(one, other, strict=True))


def _moved(part: dict, place: Any) -> dict:
    """Return a part with its areas put elsewhere: added up where several come to one, left out where to None."""
    found: dict = {}
    for (code, what), numbers in part.items():
        target = place(code)
        if target is not None:
            found[target, what] = _plus(found.get((target, what)), numbers)
    return found
