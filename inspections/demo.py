"""Patrols of the demonstration city: who went out, how far, which points they looked at."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from command.choices import DepartmentKind
from command.models import Department
from inspections.models import Patrol, Point, PointCheck

BATCH = 2000
MEMBERS = (3, 4, 4, 5)
WEEKEND = 0.3
# From half past eight, a working day long.
STARTS, MINUTES = time(8, 30), 540


@dataclass(frozen=True)
class Size:
    """How many turns (人次), kilometres and checks the patrols of ``days`` come to."""

    turns: int
    kilometres: int
    checks: int
    days: int = 400


SIZES = {
    "small": Size(turns=243, kilometres=3_640, checks=2_030),
    # The article: 出动3220多人次, 行程4.8万公里, 检查点位2.7万次.
    "full": Size(turns=3_227, kilometres=48_312, checks=27_046),
}


def load(*, scale: str, rng: random.Random, today: date) -> dict[str, int]:
    """Create patrols and checks of the days before ``today``; return how many of each.

    ``scale`` is "small" or "full". Groups and points must be there already. The same ``rng`` and ``today`` create
    the same rows.
    """
    size = SIZES[scale]
    patrols = _patrols(size, rng, today)
    return {"patrols": len(patrols), "checks": _checks(size, rng, patrols)}


def _patrols(size: Size, rng: random.Random, today: date) -> list[Patrol]:
    groups = list(Department.objects.filter(kind=DepartmentKind.SUPERVISION_GROUP).order_by("pk"))
    members = _members(size.turns, rng)
    distances = _shares(size.kilometres * 10, len(members), rng)
    rows = [
        Patrol(group=group, date=day, members=number, kilometres=Decimal(tenths) / 10)
        for (day, group), number, tenths in zip(
            _occasions(groups, len(members), size.days, rng, today), members, distances, strict=True
        )
    ]
    return Patrol.objects.bulk_create(rows, batch_size=BATCH)


def _members(turns: int, rng: random.Random) -> list[int]:
    """Return how many went each time, ``turns`` together."""
    found: list[int] = []
    while (left := turns - sum(found)) > 0:
        found.append(min(rng.choice(MEMBERS), left))
    return found


def _shares(total: int, count: int, rng: random.Random) -> list[int]:
    """Divide ``total`` into ``count`` parts of about the same size."""
    weights = [rng.uniform(0.6, 1.4) for _ in range(count)]
    parts = [int(total * weight / sum(weights)) for weight in weights]
    left = total - sum(parts)
    return [part + (place < left) for place, part in enumerate(parts)]


def _occasions(
    groups: list[Department], count: int, days: int, rng: random.Random, today: date
) -> list[tuple[date, Department]]:
    """Return when which group went out, in order: on workdays mostly, each group once it had begun."""
    every = [today - timedelta(days=back) for back in range(days, 0, -1)]
    chances = [(day, group) for day in every for group in groups if group.is_active(day)]
    weights = [WEEKEND if day.weekday() >= 5 else 1.0 for day, _group in chances]
    return sorted(rng.choices(chances, weights, k=count), key=lambda chance: (chance[0], chance[1].pk))


def _checks(size: Size, rng: random.Random, patrols: list[Patrol]) -> int:
    points = list(Point.objects.order_by("code"))
    shares = _shares(size.checks, len(patrols), rng)
    rows = [
        PointCheck(point=point, patrol=patrol, checked_at=_moment(patrol.date, place, share))
        for patrol, share in zip(patrols, shares, strict=True)
        for place, point in enumerate(rng.sample(points, share))
    ]
    PointCheck.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _moment(day: date, place: int, count: int) -> datetime:
    start = timezone.make_aware(datetime.combine(day, STARTS))
    return start + timedelta(minutes=MINUTES * place // count)
