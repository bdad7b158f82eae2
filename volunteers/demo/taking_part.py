"""Who took part in the demonstration city: organ staff by name, everybody by head-count."""

import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from core import bulk
from volunteers.choices import Category
from volunteers.demo.people import Cadre
from volunteers.demo.sizes import Size, moment
from volunteers.models import Activity, Attendance, Turnout

EVIDENCE = ["现场照片3张", "签到表1份", "现场照片2张、签到表1份", "活动简讯1篇"]
COLUMNS = ("activity_id", "volunteer_id", "category", "minutes", "recorded_at", "recorded_by_id")
# So many activities are written at once.
PART = 200


def record(
    size: Size,
    rng: random.Random,
    today: date,
    activities: Sequence[Activity],
    cadres: list[Cadre],
    progress: Callable[[int], None],
) -> dict[str, int]:
    """Record who took part in what is over; return how many names and head-counts."""
    now, round_ = moment(today, 0), Round(cadres)
    over = [a for a in activities if a.cancelled_at is None and a.ends_at <= now]
    named = turnout = 0
    for number, part in enumerate(bulk.parts(over, PART)):
        progress(number * PART)
        named += bulk.insert_values(Attendance, COLUMNS, _names(part[:: size.named_every], rng, size, round_))
        turnout += bulk.insert(Turnout, (row for a in part if rng.random() < 0.96 for row in _heads(a, rng, size)))
    return {"attendances": named, "turnout": turnout}


class Round:
    """Calls the organ staff up in turn: everybody about as often, colleagues who registered together side by side."""

    def __init__(self, cadres: list[Cadre]) -> None:
        self.cadres = sorted(cadres)
        self.called = 0

    def call(self, count: int, activity: Activity) -> list[int]:
        """Return the ids of the next ``count`` of those who were registered when an activity began."""
        known = bisect_right(self.cadres, activity.starts_at, key=lambda cadre: cadre[0])
        count = min(count, known)
        found = [self.cadres[(self.called + place) % known][1] for place in range(count)]
        self.called += count
        return found


def _names(activities: Sequence[Activity], rng: random.Random, size: Size, round_: Round) -> Iterator[tuple]:
    for activity in activities:
        minutes = int((activity.ends_at - activity.starts_at).total_seconds() // 60)
        leader = activity.team.leader_id if activity.team else None
        # The same for everybody: as text at once, not once for each of them.
        shared = (Category.ORGAN.value, minutes, activity.ends_at.isoformat(), leader)
        for pk in round_.call(rng.randint(*size.named), activity):
            yield activity.pk, pk, *shared


def _heads(activity: Activity, rng: random.Random, size: Size) -> list[Turnout]:
    evidence, recorded_by = rng.choice(EVIDENCE), activity.team.leader if activity.team else None
    return [
        Turnout(
            activity=activity,
            category=category,
            headcount=max(size.named[1] * (category == Category.ORGAN), round(mean * rng.uniform(0.5, 1.5))),
            evidence=evidence,
            recorded_at=activity.ends_at + timedelta(hours=1),
            recorded_by=recorded_by,
        )
        for category, mean in size.turns.items()
    ]
