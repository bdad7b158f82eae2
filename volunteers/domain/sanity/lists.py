"""The same people once more: at the same time, or a list that was copied for another day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, pairwise

from django.db.models import Count, F, Min, Sum

from volunteers.choices import FlagKind
from volunteers.domain.sanity.asked import TEAM, UNIT, Asked, Flag, Stay, listed, sides
from volunteers.models import Attendance

# Lists are held against those of so long before: a fixed crew may well be complete again after a season.
COPIED_WITHIN = timedelta(days=30)


def same_lists(asked: Asked, limit: int) -> Iterator[Flag]:
    """Yield each list that has exactly the people of the one before it."""
    for people, stays in _lists(_alike(asked, limit)).items():
        near = [pair for pair in pairwise(sorted(stays)) if pair[1].starts_at - pair[0].starts_at <= COPIED_WITHIN]
        for here, there in (side for pair in near for side in sides(*pair)):
            yield Flag(FlagKind.SAME, here.activity, listed(dict.fromkeys(people, 0)), there.activity)


def _alike(asked: Asked, limit: int) -> list[int]:
    """Return activities with lists that may be equal: as many people, with the same sums of their ids.

    Only lists with the first of one's own people can be equal to it: those are few.
    """
    lists = asked.records.values_list("activity_id").annotate(n=Count("pk"), first=Min("volunteer_id"))
    firsts = set(lists.filter(n__gte=limit).values_list("first", flat=True))
    near = asked.all_records(before=COPIED_WITHIN, after=COPIED_WITHIN)
    candidates = Attendance.objects.filter(activity__in=near.filter(volunteer__in=firsts).values("activity"))
    sums = (
        candidates.order_by()
        .values_list("activity_id")
        .annotate(n=Count("pk"), total=Sum("volunteer_id"), squares=Sum(F("volunteer_id") * F("volunteer_id")))
    )
    prints = defaultdict(list)
    for activity, *facts in sums.filter(n__gte=limit):
        prints[tuple(facts)].append(activity)
    return [activity for group in prints.values() if len(group) > 1 for activity in group]


def _lists(activities: list[int]) -> dict[frozenset[int], list[Stay]]:
    """Return the activities by their people."""
    fields = ("activity__starts_at", "activity__ends_at", "activity_id", TEAM, UNIT, "volunteer_id")
    rows = Attendance.objects.filter(activity__in=activities).order_by("activity_id").values_list(*fields)
    lists = defaultdict(list)
    for (starts_at, ends_at, activity, *organiser), group in groupby(rows, key=lambda row: row[:5]):
        stay = Stay(starts_at, ends_at, activity, (organiser[0], organiser[1]))
        lists[frozenset(row[5] for row in group)].append(stay)
    return lists
