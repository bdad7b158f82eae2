"""The load of a unit or an area: what falls due when, and who of the own unit has how much. For organising work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from command.models import Department, User
from core import worktime
from core.periods import start_of
from core.worktime import Calendar, DayKind
from inspections.choices import RUNNING_STATES, TicketState
from inspections.domain import people
from inspections.models import Ticket
from inspections.models.tickets import TicketQuerySet

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def monday_of(at: datetime) -> date:
    """Return the Monday of the week of ``at``."""
    today = timezone.localdate(at)
    return today - timedelta(days=today.weekday())


@dataclass(frozen=True)
class Span:
    """A stretch of deadlines: from ``since`` (open where None) to before ``until``."""

    key: str
    since: datetime | None
    until: datetime | None

    def condition(self) -> Q:
        """Return the condition on running tickets whose deadline lies in the span."""
        since = Q(due_at__gte=self.since) if self.since else Q()
        return since & (Q(due_at__lt=self.until) if self.until else Q())

    def holds(self, due_at: datetime) -> bool:
        return (self.since is None or self.since <= due_at) and (self.until is None or due_at < self.until)


def spans(at: datetime) -> list[Span]:
    """Return overdue, today, tomorrow, the rest of this week, later: every deadline lies in exactly one of them.

    The week ends on Sunday at midnight; on Saturday and Sunday nothing is left of it beyond tomorrow.
    """
    today = timezone.localdate(at)
    midnights = [start_of(today + DAY), start_of(today + 2 * DAY)]
    edges = [at, *midnights, max(midnights[-1], start_of(monday_of(at) + WEEK))]
    keys = ("overdue", "today", "tomorrow", "week", "later")
    return [Span(*each) for each in zip(keys, [None, *edges], [*edges, None], strict=True)]


@dataclass(frozen=True)
class DayLoad:
    """How many running tickets fall due on a day; ``kind`` is what day the calendar makes of it."""

    date: date
    kind: DayKind
    due: int

    @property
    def is_rest(self) -> bool:
        return self.kind in (DayKind.WEEKEND, DayKind.HOLIDAY)


def by_day(rows: TicketQuerySet, *, at: datetime, calendar: Calendar) -> list[DayLoad]:
    """Return the fourteen days of this week and the next, with what of ``rows`` runs and falls due on each."""
    first = monday_of(at)
    due = rows.running().filter(due_at__gte=start_of(first), due_at__lt=start_of(first + 2 * WEEK))
    day = TruncDate("due_at", tzinfo=timezone.get_default_timezone())
    counts = dict(due.order_by().annotate(day=day).values_list("day").annotate(Count("pk")))
    days = (first + DAY * number for number in range(14))
    return [DayLoad(each, worktime.kind_of_day(calendar, each), counts.get(each, 0)) for each in days]


@dataclass(frozen=True)
class Share:
    """What somebody has: open, overdue of these, answered since Monday. ``holder`` None: nobody has taken it up."""

    holder: User | Department | None
    running: int = 0
    overdue: int = 0
    answered: int = 0


def by_handler(department: Department, *, at: datetime) -> list[Share]:
    """Return the shares of the people of a unit by name, and what nobody has taken up yet."""
    counts = _counts(Ticket.objects.filter(department=department), "handler_id", at)
    staff = list(people.handlers(department.pk).order_by("name", "pk"))
    others = {pk for pk in counts if pk is not None} - {each.pk for each in staff}
    gone = User.objects.filter(pk__in=others).order_by("name", "pk")
    named = [_share(counts, each) for each in [*staff, *gone]]
    return [*named, _share(counts, None)] if counts.get(None, (0,))[0] else named


def by_unit(rows: TicketQuerySet, *, at: datetime) -> list[Share]:
    """Return the shares of the units that have something of ``rows``, by name."""
    counts = _counts(rows.filter(department__isnull=False), "department_id", at)
    units = Department.objects.filter(pk__in=[pk for pk in counts if pk is not None])
    return [_share(counts, each) for each in units.order_by("name", "pk")]


def _counts(rows: QuerySet[Ticket], by: str, at: datetime) -> dict[int | None, tuple[int, int, int]]:
    monday, running = start_of(monday_of(at)), Q(state__in=RUNNING_STATES)
    answered = answered_since(monday)
    found = rows.filter(running | answered).order_by().values_list(by)
    counted = found.annotate(
        running=Count("pk", filter=running),
        overdue=Count("pk", filter=running & Q(due_at__lt=at)),
        answered=Count("pk", filter=answered),
    )
    return {key: tuple(numbers) for key, *numbers in counted}  # type: ignore[misc]


def answered_since(since: datetime) -> Q:
    """Return the condition: reported as rectified since then, and not sent back."""
    waiting = Q(state=TicketState.RECTIFIED, rectified_at__gte=since)
    return waiting | Q(state=TicketState.CLOSED, closed_at__gte=since, rectified_at__gte=since)


def _share(counts: Mapping[int | None, tuple[int, int, int]], holder: User | Department | None) -> Share:
    return Share(holder, *counts.get(holder.pk if holder else None, (0, 0, 0)))
