"""Recurring activities: which days they fall on, and making their occurrences ahead."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from volunteers.models import Activity, Series, Shift

# Occurrences stand on the pages so long before.
AHEAD = timedelta(days=28)
PLACE = Activity._meta.get_field("place").max_length


def days_of(weekdays: str, *, first: date, last: date) -> list[date]:
    """Return the days from ``first`` to ``last`` (both included) that fall on ``weekdays``: digits, 1 is Monday."""
    wanted = set(map(int, weekdays))
    span = range((last - first).days + 1)
    return [day for day in (first + timedelta(days=count) for count in span) if day.isoweekday() in wanted]


@transaction.atomic
def make_ahead(*, at: datetime, among: QuerySet[Series] | None = None) -> int:
    """Make the occurrences of the coming four weeks (of all, or of some), each with its posts; return how many.

    What is there already stays as it is: a cancelled occurrence stays cancelled, a moved one moved. Nothing is made
    for days that are past. Twice at once makes nothing twice.
    """
    today = timezone.localdate(at)
    every_series = Series.objects.all() if among is None else among
    running = every_series.filter(ended_at=None, first__lte=today + AHEAD, last__gte=today).select_related("team")
    every = {row.pk: row for row in running.prefetch_related("posts").select_for_update(of=("self",)).order_by("pk")}
    held = set(Activity.objects.filter(series__in=every, series_day__gte=today).values_list("series", "series_day"))
    due = [(row, day) for row in every.values() for day in _due(row, today) if (row.pk, day) not in held]
    made = Activity.objects.bulk_create(_occurrence(row, day) for row, day in due)
    Shift.objects.bulk_create(_shifts(made, every))
    return len(made)


def _due(row: Series, today: date) -> list[date]:
    return days_of(row.weekdays, first=max(row.first, today), last=min(row.last, today + AHEAD))


def _occurrence(row: Series, day: date) -> Activity:
    return Activity(
        code=f"DQ{row.pk:05d}-{day:%Y%m%d}",
        title=row.title,
        kind_id=row.kind_id,
        team=row.team,
        department_id=row.department_id,
        area_id=row.area_id or (row.team.area_id if row.team else None),
        place=place_of(row.posts.all()),
        starts_at=timezone.make_aware(datetime.combine(day, row.begins)),
        ends_at=timezone.make_aware(datetime.combine(day, row.ends)),
        series=row,
        series_day=day,
    )


def place_of(posts: Iterable[Any]) -> str:
    """Return the places of posts as the place of an activity."""
    return "、".join(post.place for post in posts)[:PLACE]


def _shifts(made: Iterable[Activity], every: dict[int, Series]) -> list[Shift]:
    return [
        Shift(
            activity=activity,
            place=post.place,
            point_id=post.point_id,
            needed=post.needed,
            starts_at=activity.starts_at,
            ends_at=activity.ends_at,
        )
        for activity in made
        for post in every[activity.series_id or 0].posts.all()
    ]
