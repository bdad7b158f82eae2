"""What a recurring activity is to be, and what a change of it does to the activities that stand ahead."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from volunteers.domain import recurrence
from volunteers.models import Activity, ActivityKind, Attendance, CheckIn, Claim, Correction, Series, SignUp, Turnout


class Post(NamedTuple):
    """Where people stand at every occurrence, and how many are needed."""

    place: str
    needed: int


@dataclass(frozen=True)
class Plan:
    """A recurring activity as somebody wants it: ``weekdays`` are digits, 1 is Monday; times are the city's."""

    title: str
    kind: ActivityKind
    weekdays: str
    begins: time
    ends: time
    first: date
    last: date
    posts: tuple[Post, ...] = ()

    @classmethod
    def of(cls, series: Series) -> "Plan":
        """Return the plan by which a recurring activity goes on."""
        facts = {name: getattr(series, name) for name in FACTS}
        return cls(**facts, posts=tuple(Post(post.place, post.needed) for post in series.posts.all()))

    @property
    def occurrence(self) -> tuple[Any, ...]:
        """What every occurrence has: the days apart."""
        return self.title, self.kind, self.begins, self.ends, self.posts

    def days(self, *, since: date, until: date) -> list[date]:
        """Return the days between two (both included) on which it is held."""
        return recurrence.days_of(self.weekdays, first=max(self.first, since), last=min(self.last, until))

    def hours(self, day: date) -> tuple[datetime, datetime]:
        """Return when the occurrence of a day starts and ends."""
        return hours_of(self, day)


FACTS = ("title", "kind", "weekdays", "begins", "ends", "first", "last")


def hours_of(held: Plan | Series, day: date) -> tuple[datetime, datetime]:
    """Return when the occurrence of a day starts and ends."""
    starts, ends = (timezone.make_aware(datetime.combine(day, moment)) for moment in (held.begins, held.ends))
    return starts, ends


@dataclass(frozen=True)
class Effects:
    """What becomes of the activities ahead: they are changed, dropped, or stay as they are; new days are made.

    What has a record or was moved by hand stays.
    """

    changed: list[Activity] = field(default_factory=list)
    dropped: list[Activity] = field(default_factory=list)
    stays: list[Activity] = field(default_factory=list)
    made: list[date] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many have signed up for what changes or is dropped."""
        return sum(row.signed for row in (*self.changed, *self.dropped))  # type: ignore[attr-defined]


def planned(series: Series, *, at: datetime) -> QuerySet[Activity]:
    """Return the occurrences that have not begun, with ``is_recorded``, ``is_bound`` and how many have ``signed`` up.

    An occurrence is bound where somebody has ever signed up or checked in for it, or it has taken a problem on.
    """
    here = {"activity": OuterRef("pk")}
    proofs = (
        Turnout.objects.filter(**here),
        Attendance.objects.filter(**here),
        CheckIn.objects.waiting().filter(**here),
        Claim.objects.filter(**here, answered_at__isnull=False),
    )
    bonds = (
        SignUp.objects.filter(shift__activity=OuterRef("pk")),
        CheckIn.objects.filter(**here),
        Correction.objects.filter(**here),
        Claim.objects.filter(**here),
    )
    rows = series.activities.held().filter(starts_at__gt=at).order_by("starts_at", "pk")
    return rows.annotate(
        is_recorded=_any(proofs),
        is_bound=_any(bonds),
        signed=Count("shifts__sign_ups", filter=Q(shifts__sign_ups__dropped_at=None)),
    )


def _any(found: Iterable[QuerySet]) -> Q:
    either = Q()
    for rows in found:
        either |= Q(Exists(rows))
    return either


def effects(series: Series, plan: Plan | None, *, at: datetime) -> Effects:
    """Return what ``plan`` would do to the activities ahead; None ends the recurring activity."""
    today = timezone.localdate(at)
    days = set(plan.days(since=today, until=today + recurrence.AHEAD)) if plan else set()
    is_same = plan is not None and plan.occurrence == Plan.of(series).occurrence
    touched = [row for row in planned(series, at=at) if row.series_day not in days or not is_same]
    free = [row for row in touched if not row.is_recorded and not is_moved(row, series)]  # type: ignore[attr-defined]
    dropped = [row for row in free if row.series_day not in days]
    changed = [row for row in free if plan and row.series_day in days and plan.hours(row.series_day)[0] > at]
    gone = {row.pk for row in (*changed, *dropped)}
    held = set(series.activities.filter(series_day__gte=today).values_list("series_day", flat=True))
    return Effects(changed, dropped, [row for row in touched if row.pk not in gone], sorted(days - held))


def is_moved(row: Activity, series: Series) -> bool:
    """Answer whether somebody has given an occurrence other times than its series has."""
    return (row.starts_at, row.ends_at) != hours_of(series, row.series_day)  # type: ignore[arg-type]
