from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.volunteers.conftest import NOW, series
from volunteers.domain import activities, recurrence
from volunteers.models import Activity, SeriesPost, Shift

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
WEEKDAYS = st.sets(st.integers(1, 7), min_size=1).map(lambda days: "".join(map(str, sorted(days))))


def days(row):
    return [day.isoformat() for day in row.activities.order_by("series_day").values_list("series_day", flat=True)]


@given(WEEKDAYS, DAYS, DAYS)
@settings(deadline=None)
def test_the_days_are_exactly_those_of_the_week_within_the_two_dates(weekdays, one, other):
    first, last = sorted((one, other))
    found = set(recurrence.days_of(weekdays, first=first, last=last))
    span = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    assert found == {day for day in span if str(day.isoweekday()) in weekdays}


@given(WEEKDAYS, st.lists(st.integers(0, 60), max_size=5))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_often_it_runs_each_day_is_made_once(teams, weekdays, runs):
    with transaction.atomic():
        row = series(teams.north, weekdays=weekdays)
        reached = None
        for ahead in sorted(runs):
            recurrence.make_ahead(at=NOW + timedelta(days=ahead))
            reached = (NOW + timedelta(days=ahead)).date() + recurrence.AHEAD
        made = row.activities.order_by("series_day").values_list("series_day", flat=True)
        assert list(made) == sorted(set(made))
        assert set(made) <= set(recurrence.days_of(weekdays, first=row.first, last=row.last))
        assert reached is None or all(day <= reached for day in made)
        transaction.set_rollback(True)


def test_the_weekends_of_four_weeks_stand_ahead_with_their_posts(teams):
    row = series(teams.north, first=date(2026, 11, 1))
    SeriesPost.objects.create(series=row, place="中山路口", needed=4)
    SeriesPost.objects.create(series=row, place="北街路口", needed=2)
    assert recurrence.make_ahead(at=NOW) == 9
    assert days(row)[:3] == ["2026-11-21", "2026-11-22", "2026-11-28"]
    made = row.activities.order_by("series_day")[1]
    assert (made.title, made.team, made.area, made.place) == (
        row.title,
        teams.north,
        teams.north.area,
        "中山路口、北街路口",
    )
    assert made.starts_at.isoformat() == "2026-11-22T00:00:00+00:00"
    posts = Shift.objects.filter(activity=made).order_by("pk").values_list("place", "needed", "starts_at", "ends_at")
    assert list(posts) == [
        ("中山路口", 4, made.starts_at, made.ends_at),
        ("北街路口", 2, made.starts_at, made.ends_at),
    ]


def test_a_cancelled_occurrence_stays_cancelled(teams, cast):
    row = series(teams.north)
    recurrence.make_ahead(at=NOW)
    gone = activities.cancel(row.activities.earliest("starts_at"), reason="暴雪", by=cast.clerk, at=NOW)
    assert recurrence.make_ahead(at=NOW) == 0
    gone.refresh_from_db()
    assert (gone.cancelled_at, row.activities.filter(series_day=gone.series_day).count()) == (NOW, 1)


def test_nothing_is_made_for_days_that_are_past_or_beyond_the_last(teams):
    row = series(teams.north, first=date(2026, 1, 1), last=date(2026, 11, 29))
    recurrence.make_ahead(at=NOW)
    assert days(row) == ["2026-11-21", "2026-11-22", "2026-11-28", "2026-11-29"]
    assert recurrence.make_ahead(at=NOW + timedelta(days=30)) == 0


@pytest.mark.parametrize("count", [1, 12])
def test_the_number_of_statements_does_not_grow_with_the_series(teams, count, django_assert_num_queries):
    for _each in range(count):
        SeriesPost.objects.create(series=series(teams.north), place="中山路口")
    with django_assert_num_queries(7):
        recurrence.make_ahead(at=NOW)
    assert Shift.objects.count() == Activity.objects.exclude(series=None).count() > 0
