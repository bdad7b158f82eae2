"""Hours that no day has, that the activity did not last, or that were entered long afterwards."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from django.db.models import DurationField, ExpressionWrapper, F, IntegerField, Sum, Window
from django.db.models.functions import Cast, TruncDate

from volunteers.choices import FlagKind
from volunteers.domain.hours import HOUR
from volunteers.domain.sanity.asked import TEAM, UNIT, Asked, Flag, listed
from volunteers.models.taking_part import AttendanceQuerySet


def long_days(asked: Asked, limit: int) -> Iterator[Flag]:
    """Yield for each organiser the last activity of the day of whoever has too many hours on it."""
    day = TruncDate("activity__starts_at")
    total = Window(Sum("minutes"), partition_by=["volunteer_id", day])
    rows = asked.of_their_people().annotate(day=day, total=total).filter(total__gt=limit * HOUR)
    fields = ("volunteer_id", "day", TEAM, UNIT, "activity_id", "total")
    last = {row[:4]: row[4:] for row in rows.order_by("activity__starts_at", "activity_id").values_list(*fields)}
    people: dict[int, dict[int, int]] = defaultdict(dict)
    for (person, *_rest), (activity, minutes) in last.items():
        people[activity][person] = minutes
    yield from (Flag(FlagKind.DAY, activity, listed(each)) for activity, each in people.items())


def too_long(asked: Asked, limit: int) -> Iterator[Flag]:
    """Yield the activities with records of more than their own length and ``limit`` minutes."""
    # SQLite multiplies no smaller kind of integer.
    served = ExpressionWrapper(Cast("minutes", IntegerField()) * timedelta(minutes=1), DurationField())
    planned = F("activity__ends_at") - F("activity__starts_at") + timedelta(minutes=limit)
    rows = asked.records.annotate(served=served, planned=ExpressionWrapper(planned, DurationField()))
    yield from _by_activity(FlagKind.LENGTH, rows.filter(served__gt=F("planned")))


def late(asked: Asked, limit: int) -> Iterator[Flag]:
    """Yield the activities with records that were entered more than ``limit`` days after the end."""
    yield from _by_activity(
        FlagKind.LATE, asked.records.filter(recorded_at__gt=F("activity__ends_at") + timedelta(days=limit))
    )


def _by_activity(kind: str, rows: AttendanceQuerySet) -> Iterator[Flag]:
    found = rows.order_by("activity_id").values_list("activity_id", "volunteer_id", "minutes")
    for activity, group in groupby(found, key=lambda row: row[0]):
        yield Flag(kind, activity, listed({person: minutes for _activity, person, minutes in group}))
