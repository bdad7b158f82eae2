"""The official's first page, counted from the records in a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from command.models import Area, Department
from core.periods import Period
from inspections.domain import counts
from inspections.models import Ticket
from inspections.models.tickets import TicketQuerySet
from reports.domain import outreach

CATEGORIES_SHOWN = 10
WORST_SHOWN = 10
TOWN_CODE_LENGTH = 9
# Counted of the chosen period and of the one before it; the others stand at a moment.
FLOWS = ("new", "closed", "on_time", "due", "reworked", "relapsed")
STOCKS = ("open", "overdue")


@dataclass(frozen=True)
class Selection:
    """What the reader has chosen. ``area`` is a division code: it and everything below it."""

    period: Period
    department: int | None = None
    area: str = ""
    category: int | None = None

    def narrow(self, tickets: TicketQuerySet) -> TicketQuerySet:
        """Return the tickets of the chosen unit, area and category."""
        if self.department:
            tickets = tickets.filter(department_id=self.department)
        if self.category:
            tickets = tickets.filter(category_id=self.category)
        if self.area:
            below = Area.objects.under(self.area).values("pk")
            tickets = tickets.filter(area_id__in=below)
        return tickets


@dataclass(frozen=True)
class Row:
    """One unit or town with its counts. ``key`` is what the list filters by."""

    key: str
    name: str
    counts: Counter[str]


@dataclass(frozen=True)
class Late:
    """One of the worst overdue tickets: who holds it, since when it is late."""

    number: str
    category: str
    place: str
    department: str
    handler: str
    due_at: datetime | None


@dataclass(frozen=True)
class Dashboard:
    """Everything the page shows, as plain values: it is kept in the cache."""

    at: datetime
    selection: Selection
    totals: Counter[str]
    before: Counter[str]
    units: list[Row]
    towns: list[Row]
    categories: list[Row]
    trend: list[tuple[date, int, int]]
    worst: list[Late]
    reach: dict[str, int]


def compute(tickets: TicketQuerySet, selection: Selection, *, at: datetime) -> Dashboard:
    """Count the dashboard over ``tickets`` (already in the reader's row scope)."""
    chosen = selection.narrow(tickets).order_by()
    by_unit, before = _by_unit(chosen, selection.period, at)
    return Dashboard(
        at=at,
        selection=selection,
        totals=_sum(by_unit.values()),
        before=before,
        units=_unit_rows(by_unit),
        towns=_town_rows(chosen, selection.period, at),
        categories=_categories(chosen, selection.period, at),
        trend=_trend(chosen, selection.period),
        worst=_worst(chosen, at),
        reach=outreach.count(selection.period),
    )


def _aggregates(keys: Iterable[str], period: Period, at: datetime) -> dict[str, Count]:
    return {f"n_{key}": Count("pk", filter=counts.condition(key, period=period, at=at)) for key in keys}


def _relevant(period: Period, at: datetime) -> Q:
    """Leave out the tickets that no count of this period or the one before can contain."""
    since = period.previous.starts_at
    return counts.opened(period, at) | Q(reported_at__gte=since) | Q(closed_at__gte=since)


def _by_unit(tickets: TicketQuerySet, period: Period, at: datetime) -> tuple[dict[Any, Counter], Counter]:
    earlier = {f"before_{key}": value for key, value in _aggregates(FLOWS, period.previous, at).items()}
    rows: Iterable[dict[str, Any]] = (
        tickets.filter(_relevant(period, at))
        .values("department_id")
        .annotate(**_aggregates(FLOWS + STOCKS, period, at), **earlier)
    )
    by_unit: dict[Any, Counter] = {}
    before: Counter = Counter()
    for row in rows:
        by_unit[row["department_id"]] = Counter({key: row[f"n_{key}"] for key in FLOWS + STOCKS})
        before.update({key: row[f"before_n_{key}"] for key in FLOWS})
    return by_unit, before


def _sum(parts: Iterable[Counter]) -> Counter:
    total: Counter = Counter(dict.fromkeys(FLOWS + STOCKS, 0))
    for part in parts:
        total.update(part)
    return total


def _unit_rows(by_unit: dict[Any, Counter]) -> list[Row]:
    names = dict(Department.objects.filter(pk__in=[pk for pk in by_unit if pk]).values_list("pk", "name"))
    return [Row(str(pk), names[pk], part) for pk, part in by_unit.items() if pk]


def _town_rows(tickets: TicketQuerySet, period: Period, at: datetime) -> list[Row]:
    areas = {pk: (code, name) for pk, code, name in Area.objects.values_list("pk", "code", "name")}
    names = dict(areas.values())
    rows = tickets.filter(_relevant(period, at)).values("area_id").annotate(**_aggregates(FLOWS + STOCKS, period, at))
    by_town: defaultdict[str, Counter] = defaultdict(Counter)
    for row in rows:
        code, _name = areas[row["area_id"]]
        by_town[code[:TOWN_CODE_LENGTH]].update({key: row[f"n_{key}"] for key in FLOWS + STOCKS})
    return [Row(code, names[code], part) for code, part in by_town.items() if len(code) == TOWN_CODE_LENGTH]


def _categories(tickets: TicketQuerySet, period: Period, at: datetime) -> list[Row]:
    found = tickets.filter(counts.new(period, at)).values("category_id", "category__name").annotate(n=Count("pk"))
    most = found.order_by("-n", "category_id")[:CATEGORIES_SHOWN]
    return [Row(str(row["category_id"]), row["category__name"], Counter(new=row["n"])) for row in most]


def _trend(tickets: TicketQuerySet, period: Period) -> list[tuple[date, int, int]]:
    both = _per_day(tickets, "reported_at", period).union(_per_day(tickets, "closed_at", period), all=True)
    found = {(moment, day): n for moment, day, n in both}
    return [(day, found.get(("reported_at", day), 0), found.get(("closed_at", day), 0)) for day in period.dates()]


def _per_day(tickets: TicketQuerySet, moment: str, period: Period) -> QuerySet:
    inside = tickets.filter(**{f"{moment}__gte": period.starts_at, f"{moment}__lt": period.ends_at})
    named = inside.annotate(moment=Value(moment), day=TruncDate(moment)).values("moment", "day")
    return named.annotate(n=Count("pk")).values_list("moment", "day", "n")


def _worst(tickets: TicketQuerySet, at: datetime) -> list[Late]:
    rows = tickets.overdue(at=at).select_related("category", "point", "area", "department", "handler")
    return [_late(ticket) for ticket in rows.order_by("due_at", "pk")[:WORST_SHOWN]]


def _late(ticket: Ticket) -> Late:
    return Late(
        number=ticket.number,
        category=ticket.category.name,
        place=ticket.point.name if ticket.point else ticket.place or ticket.area.name,
        department=ticket.department.name if ticket.department else "",
        handler=ticket.handler.name if ticket.handler else "",
        due_at=ticket.due_at,
    )
