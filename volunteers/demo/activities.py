"""Activities of the demonstration city, at weekends mostly."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from volunteers.demo.sizes import Size, moment
from volunteers.models import Activity, ActivityKind, Team

# Title, kind, hour of the start.
SORTS = [
    ("双休日义务劳动", "labour", 8),
    ("清洁家园环境整治", "cleaning", 8),
    ("路口文明交通劝导", "traffic", 7),
    ("关爱空巢老人", "visit", 9),
    ("文明公约入户宣传", "advice", 15),
]
BATCH = 2000


def plan(size: Size, rng: random.Random, today: date, teams: Sequence[Team]) -> list[Activity]:
    """Create the activities up to the Sunday of the present week; some are cancelled."""
    kinds = {kind.key: kind for kind in ActivityKind.objects.all()}
    led = [team for team in teams if team.leader_id] or teams
    rows = []
    for number, day in enumerate(_days(size, rng, today), start=1):
        title, kind, hour = rng.choice(SORTS)
        team = rng.choice(led if number % 6 == 0 else teams)
        starts_at = moment(day, hour)
        cancelled = rng.random() < 0.02
        rows.append(
            Activity(
                code=f"HD{day:%Y}-D{number:05d}",
                title=title,
                kind=kinds[kind],
                team=team,
                area=team.area,
                place=team.area.name if team.area else "",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=rng.choice((2, 3))),
                cancelled_at=starts_at - timedelta(hours=12) if cancelled else None,
                cancelled_because="重污染天气预警" if cancelled else "",
            )
        )
    return Activity.objects.bulk_create(rows, batch_size=BATCH)


def _days(size: Size, rng: random.Random, today: date) -> list[date]:
    """Return days in order, weekends mostly (周六日义务劳动常态化), up to the Sunday of the present week."""
    sunday = today + timedelta(days=6 - today.weekday())
    days = [sunday - timedelta(days=back) for back in range(size.days)]
    weights = [6 if day.weekday() >= 5 else 1 for day in days]
    return sorted(rng.choices(days, weights, k=size.activities))
