"""How much of everything the demonstration city has, at each scale."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from django.utils import timezone

from volunteers.choices import Category

Progress = Callable[[int, int], None]
# Of schools: their members are students mostly.
STUDENT_KINDS = ("aid", "green", "traffic")


@dataclass(frozen=True)
class Size:
    """``turns`` are the mean head-counts by category, ``sunset`` further members of 夕阳红.

    ``mix`` and ``school_mix``: organ staff, citizens and students of a hundred members. ``named``: how many of the
    organ staff are recorded by name, at every activity whose number ``named_every`` divides. ``is_complete``: all
    staff of the units are registered, and were before the first activity.
    """

    teams: dict[str, int]
    people: int
    activities: int
    days: int
    turns: dict[str, int]
    mix: tuple[int, int, int]
    school_mix: tuple[int, int, int]
    named: tuple[int, int]
    named_every: int = 1
    sunset: int = 0
    is_complete: bool = False


SIZES = {
    "small": Size(
        teams={"leifeng": 44, "sunset": 2, "aid": 4, "green": 8, "traffic": 2},
        people=3_000,
        activities=300,
        days=90,
        turns={Category.ORGAN: 26, Category.CITIZEN: 40, Category.STUDENT: 18},
        mix=(50, 40, 10),
        school_mix=(20, 30, 50),
        named=(3, 12),
        named_every=2,
    ),
    # The article: 600支, 56个, 160多个, 28个; 17万人, of whom 机关 3万多名 and 100%; 夕阳红3000多人; 80多万人次 by
    # name, 180多万人次 of citizens and students. One in fourteen has not consented, or has withdrawn.
    "full": Size(
        teams={"leifeng": 600, "sunset": 12, "aid": 56, "green": 163, "traffic": 28},
        people=184_100,
        sunset=1_100,
        is_complete=True,
        activities=6_200,
        days=540,
        turns={Category.CITIZEN: 222, Category.STUDENT: 97},
        mix=(22, 68, 10),
        school_mix=(11, 19, 70),
        named=(72, 214),
    ),
}


@cache
def moment(day: date, hour: int) -> datetime:
    """Return an hour of a day in the city's time."""
    return timezone.make_aware(datetime.combine(day, time(hour)), timezone.get_default_timezone())
