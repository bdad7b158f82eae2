"""What is looked at, and what a flag is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from volunteers.choices import FlagKind
from volunteers.models import Attendance
from volunteers.models.taking_part import AttendanceQuerySet

ONE_DAY = timedelta(days=1)
# Who organises an activity, in the records of who took part.
TEAM, UNIT = "activity__team_id", "activity__department_id"


@dataclass(frozen=True)
class Flag:
    """Something odd about the record of one activity.

    ``people`` are ids of volunteers, each with the minutes that are odd (0 where it is not about minutes). ``other``
    is the activity with which it clashes.
    """

    kind: str
    activity: int
    people: tuple[tuple[int, int], ...]
    other: int | None = None

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(FlagKind(self.kind).label)

    @property
    def key(self) -> str:
        """Names the flag and what was odd: another list or another time makes another key."""
        facts = blake2b(repr(self.people).encode(), digest_size=8).hexdigest()
        return f"{self.kind}-{self.activity}-{self.other or 0}-{facts}"


@dataclass(frozen=True)
class Asked:
    """The activities that are looked at: id and beginning."""

    own: Mapping[int, datetime]

    @property
    def records(self) -> AttendanceQuerySet:
        """Their records by name."""
        return Attendance.objects.filter(activity__in=self.own).order_by()

    def all_records(self, *, before: timedelta, after: timedelta = ONE_DAY) -> AttendanceQuerySet:
        """Return the records of every organiser in the time of these activities, and so long before and after."""
        first, last = min(self.own.values()) - before, max(self.own.values()) + after
        near = Attendance.objects.held().filter(activity__starts_at__gte=first, activity__starts_at__lte=last)
        return near.order_by()

    def of_their_people(self) -> AttendanceQuerySet:
        """Return everything that is recorded of their people at the time, wherever it was."""
        return self.all_records(before=ONE_DAY).filter(volunteer__in=self.records.values("volunteer"))


class Stay(NamedTuple):
    """Where somebody was, from when until when."""

    starts_at: datetime
    ends_at: datetime
    activity: int
    organiser: tuple[int | None, int | None]


def sides(earlier: Stay, later: Stay) -> list[tuple[Stay, Stay]]:
    """Return whom to ask about a clash: one organiser about the later of the two, each of two about the own."""
    both = [(later, earlier), (earlier, later)]
    return both[:1] if earlier.organiser == later.organiser else both


def listed(people: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    """Return people with their minutes in an order that is always the same."""
    return tuple(sorted(people.items()))
