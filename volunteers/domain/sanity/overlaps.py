"""Somebody at two places at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import F, Max, Min, Q, RowRange, Window
from django.db.models.functions import Lead

from volunteers.choices import FlagKind
from volunteers.domain.sanity.asked import TEAM, UNIT, Asked, Flag, Stay, listed, sides
from volunteers.models import SignUp


def overlaps(asked: Asked, limit: int) -> Iterator[Flag]:
    """Yield the pairs of activities that share people for more than ``limit`` minutes."""
    clashes = defaultdict(set)
    for person, stays in _stays(asked):
        for one, two in overlapping(stays, beyond=timedelta(minutes=limit)):
            earlier, later = sorted((one, two), key=lambda stay: stay.activity)
            for here, there in sides(earlier, later):
                clashes[here.activity, there.activity].add(person)
    for (activity, other), people in clashes.items():
        yield Flag(FlagKind.OVERLAP, activity, listed(dict.fromkeys(people, 0)), other)


def overlapping(stays: Iterable[Stay], *, beyond: timedelta = timedelta()) -> Iterator[tuple[Stay, Stay]]:
    """Yield the pairs of one person's stays that share more than ``beyond``; what only touches shares nothing."""
    going: list[Stay] = []
    for stay in sorted(stays):
        going = [each for each in going if each.ends_at - stay.starts_at > beyond]
        if stay.ends_at - stay.starts_at > beyond:
            yield from ((each, stay) for each in going)
            going.append(stay)


def _stays(asked: Asked) -> Iterator[tuple[int, list[Stay]]]:
    """Yield each person whose activities overlap with the stays: the own shifts, without any the whole activity."""
    in_turn: dict[str, Any] = {"partition_by": "volunteer_id", "order_by": ["activity__starts_at", "pk"]}
    rows = asked.of_their_people().annotate(
        before=Window(Max("activity__ends_at"), frame=RowRange(end=-1), **in_turn),
        then=Window(Lead("activity__starts_at"), **in_turn),
    )
    crowded = rows.filter(Q(before__gt=F("activity__starts_at")) | Q(then__lt=F("activity__ends_at")))
    fields = ("volunteer_id", "activity_id", "activity__starts_at", "activity__ends_at", TEAM, UNIT)
    found = list(crowded.order_by("volunteer_id").values_list(*fields))
    shifts = _own_shifts({row[0] for row in found}, {row[1] for row in found})
    for person, group in groupby(found, key=lambda row: row[0]):
        yield person, [_stay(row, shifts.get((person, row[1]))) for row in group]


def _stay(row: tuple, shift: tuple[datetime, datetime] | None) -> Stay:
    _person, activity, starts_at, ends_at, team, unit = row
    since, until = shift or (starts_at, ends_at)
    return Stay(since, until, activity, (team, unit))


def _own_shifts(people: set[int], activities: set[int]) -> dict[tuple[int, int], tuple[datetime, datetime]]:
    """Return from when until when people had signed up, by person and activity."""
    rows = SignUp.objects.standing().filter(volunteer__in=people, shift__activity__in=activities).order_by()
    spans = rows.values_list("volunteer_id", "shift__activity_id").annotate(
        since=Min("shift__starts_at"), until=Max("shift__ends_at")
    )
    return {(person, activity): (since, until) for person, activity, since, until in spans}
