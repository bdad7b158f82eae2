from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.volunteers.conftest import NOW
from volunteers.domain import activities, claims, recurrence, series, shifts, taking_part
from volunteers.domain.series_plans import Plan, Post, effects, planned
from volunteers.errors import NotYours, NoWeekday, PlannedAlready, SeriesEnded, WrongDays, WrongTimes
from volunteers.models import Activity, ActivityKind, CheckIn, Series, Shift

TODAY = date(2026, 11, 21)


def plan(**facts) -> Plan:
    """Every Saturday and Sunday until the end of the year, from 14 to 16, at two junctions, unless told otherwise."""
    usual = {
        "title": "路口文明劝导",
        "kind": ActivityKind.objects.get(key="traffic"),
        "weekdays": "67",
        "begins": time(14),
        "ends": time(16),
        "first": TODAY,
        "last": date(2026, 12, 31),
        "posts": (Post("中山路口", 4), Post("北街路口", 2)),
    }
    return Plan(**usual | facts)


@pytest.fixture
def row(teams) -> Series:
    return series.begin(teams.north, plan(), by=teams.leader, at=NOW)


def of(row, day: int, month: int = 11) -> Activity:
    return row.activities.get(series_day=date(2026, month, day))


def days(rows) -> list[str]:
    return [f"{each.series_day:%m-%d}" for each in rows]


def posts(activity) -> list[tuple]:
    rows = activity.shifts.filter(cancelled_at=None).order_by("place")
    return [(each.place, each.needed, timezone.localtime(each.starts_at).hour) for each in rows]


def test_a_leader_begins_one_and_four_weeks_stand_ahead(row, teams):
    assert days(row.activities.order_by("series_day")) == [
        "11-21",
        "11-22",
        "11-28",
        "11-29",
        "12-05",
        "12-06",
        "12-12",
        "12-13",
        "12-19",
    ]
    assert posts(of(row, 22)) == [("中山路口", 4, 14), ("北街路口", 2, 14)]


def test_the_same_plan_sent_twice_is_begun_once(row, teams):
    with pytest.raises(PlannedAlready):
        series.begin(teams.north, plan(), by=teams.leader, at=NOW)
    series.end(row, by=teams.leader, at=NOW)
    assert series.begin(teams.north, plan(), by=teams.leader, at=NOW).ended_at is None


@pytest.mark.parametrize("who", ["other_leader", "official", "handler", "outsider"])
def test_nobody_else_plans_for_the_team(row, teams, cast, who):
    by = getattr(teams, who, None) or getattr(cast, who)
    for act in (
        lambda: series.begin(teams.north, plan(), by=by, at=NOW),
        lambda: series.change(row, plan(title="别的"), by=by, at=NOW),
        lambda: series.end(row, by=by, at=NOW),
    ):
        with pytest.raises(NotYours):
            act()
    assert (Series.objects.count(), series.can_change(row, by=by)) == (1, False)


@pytest.mark.parametrize(
    ("facts", "error"),
    [({"ends": time(14)}, WrongTimes), ({"last": date(2026, 11, 20)}, WrongDays), ({"weekdays": ""}, NoWeekday)],
)
def test_a_plan_that_makes_no_sense_is_refused(row, teams, facts, error):
    with pytest.raises(error):
        series.change(row, plan(**facts), by=teams.leader, at=NOW)


def test_nothing_that_stands_ahead_changes_by_the_same_plan_or_a_later_end(row):
    for wanted in (plan(), plan(last=date(2027, 3, 31))):
        found = effects(row, wanted, at=NOW)
        assert (found.changed, found.dropped, found.stays, found.made) == ([], [], [], [])


def test_what_is_told_is_what_is_done(row, teams):
    wanted = plan(weekdays="57", begins=time(8), ends=time(10))
    told = effects(row, wanted, at=NOW)
    done = series.change(row, wanted, by=teams.leader, at=NOW)
    assert days(told.changed) == days(done.changed) == ["11-22", "11-29", "12-06", "12-13"]
    assert days(told.dropped) == days(done.dropped) == ["11-21", "11-28", "12-05", "12-12", "12-19"]
    assert [f"{day:%m-%d}" for day in told.made] == ["11-27", "12-04", "12-11", "12-18"]
    assert days(row.activities.order_by("series_day")) == [
        "11-22",
        "11-27",
        "11-29",
        "12-04",
        "12-06",
        "12-11",
        "12-13",
        "12-18",
    ]
    assert {timezone.localtime(each.starts_at).hour for each in row.activities.all()} == {8}


def test_what_has_begun_or_has_a_record_or_was_moved_by_hand_stays(row, teams, cast):
    later = NOW + timedelta(hours=3)  # 15:00, an hour into the occurrence of the 21st
    moved = of(row, 28)
    moved.ends_at += timedelta(hours=1)
    moved.save()
    taking_part.record_turnout(of(row, 21), headcounts={"citizen": 8}, by=teams.leader, at=later)
    found = series.change(row, plan(weekdays="7", title="新名称"), by=teams.leader, at=later)
    assert (days(found.stays), of(row, 21).title, of(row, 28).title) == (["11-28"], "路口文明劝导", "路口文明劝导")


def test_a_record_ahead_of_time_keeps_an_occurrence(row, teams):
    held = of(row, 28)
    held.turnout.create(category="citizen", headcount=3, recorded_at=NOW)
    found = series.change(row, plan(title="新名称"), by=teams.leader, at=NOW)
    assert (days(found.stays), of(row, 28).title, of(row, 29).title) == (["11-28"], "路口文明劝导", "新名称")


def test_an_occurrence_that_would_have_begun_already_stays(row, teams):
    found = series.change(row, plan(begins=time(8), ends=time(10)), by=teams.leader, at=NOW)
    assert (days(found.stays), timezone.localtime(of(row, 21).starts_at).hour) == (["11-21"], 14)


def test_days_that_fall_out_are_taken_away_and_cancelled_where_somebody_signed_up(row, teams):
    shifts.sign_up(of(row, 29).shifts.get(place="中山路口"), teams.cadre, by=None, at=NOW)
    found = series.change(row, plan(weekdays="6"), by=teams.leader, at=NOW)
    assert (days(found.dropped), found.people) == (["11-22", "11-29", "12-06", "12-13"], 1)
    left = row.activities.order_by("series_day").exclude(cancelled_at=None)
    assert (days(left), left.get().cancelled_because) == (["11-29"], "长期活动已调整。")
    again = series.change(row, plan(), by=teams.leader, at=NOW)
    assert [f"{day:%m-%d}" for day in again.made] == ["11-22", "12-06", "12-13"]


def test_a_day_with_a_check_in_that_was_struck_out_is_cancelled_not_removed(row, teams):
    CheckIn.objects.create(activity=of(row, 29), volunteer=teams.cadre, key=uuid4(), at=NOW, struck_at=NOW)
    series.end(row, by=teams.leader, at=NOW)
    assert (row.activities.count(), of(row, 29).cancelled_at) == (1, NOW)


def test_the_problem_of_a_day_that_falls_out_is_free_again(row, teams, problem):
    claim = claims.take_on(of(row, 29), problem(), by=teams.leader, at=NOW)
    series.end(row, by=teams.leader, at=NOW)
    claim.refresh_from_db()
    assert (claim.released_because, of(row, 29).cancelled_at) == ("长期活动已终止。", NOW)


def test_posts_keep_who_signed_up_and_those_that_go_are_cancelled_for_them(row, teams):
    held = of(row, 28)
    stays, goes = held.shifts.get(place="中山路口"), held.shifts.get(place="北街路口")
    shifts.sign_up(stays, teams.cadre, by=None, at=NOW)
    shifts.sign_up(goes, teams.student, by=None, at=NOW)
    wanted = plan(begins=time(8), ends=time(10), posts=(Post("中山路口", 6), Post("东街路口", 1)))
    series.change(row, wanted, by=teams.leader, at=NOW)
    assert posts(of(row, 28)) == [("东街路口", 1, 8), ("中山路口", 6, 8)]
    assert posts(of(row, 29)) == [("东街路口", 1, 8), ("中山路口", 6, 8)]
    goes.refresh_from_db()
    assert (stays.sign_ups.get().dropped_at, goes.cancelled_because) == (None, "长期活动已调整。")
    assert (of(row, 28).shifts.count(), of(row, 29).shifts.count()) == (3, 2)


def test_a_post_set_up_or_cancelled_by_hand_stays_so(row, teams):
    held = of(row, 28)
    times = {"starts_at": held.starts_at, "ends_at": held.starts_at + timedelta(hours=1)}
    shifts.add(held, place="服务台", needed=1, by=teams.leader, at=NOW, **times)
    shifts.cancel(held.shifts.get(place="北街路口"), reason="修路", by=teams.leader, at=NOW)
    series.change(row, plan(title="新名称"), by=teams.leader, at=NOW)
    assert posts(of(row, 28)) == [("中山路口", 4, 14), ("服务台", 1, 14)]
    series.change(row, plan(begins=time(18), ends=time(20)), by=teams.leader, at=NOW)
    assert posts(of(row, 28)) == [("中山路口", 4, 18)]


def test_a_cancelled_occurrence_stays_cancelled(row, teams):
    activities.cancel(of(row, 29), reason="暴雪", by=None, at=NOW)
    found = series.change(row, plan(title="新名称"), by=teams.leader, at=NOW)
    assert ("11-29" in days(found.changed), of(row, 29).cancelled_because, found.made) == (False, "暴雪", [])


def test_an_ended_one_makes_nothing_more_and_is_not_changed(row, teams):
    found = series.end(row, by=teams.leader, at=NOW)
    assert (len(found.dropped), row.activities.count()) == (9, 0)
    assert recurrence.make_ahead(at=NOW + timedelta(days=7)) == 0
    row.refresh_from_db()
    with pytest.raises(SeriesEnded):
        series.change(row, plan(), by=teams.leader, at=NOW)


def test_those_that_go_on_are_listed_first_with_their_next_time(row, teams):
    over = series.begin(teams.north, plan(title="甲", last=date(2026, 11, 22)), by=teams.leader, at=NOW)
    series.end(over, by=teams.leader, at=NOW)
    rows = series.listed(Series.objects.all(), on=TODAY)
    assert [(each.title, each.is_over) for each in rows] == [("路口文明劝导", False), ("甲", True)]
    assert rows[0].next_at == datetime(2026, 11, 21, 14, tzinfo=timezone.get_default_timezone())


WEEKDAYS = st.sets(st.integers(1, 7), min_size=1).map(lambda found: "".join(map(str, sorted(found))))
PLANS = st.lists(
    st.tuples(WEEKDAYS, st.integers(6, 20), st.integers(0, 40), st.sets(st.sampled_from("甲乙丙"))),
    min_size=1,
    max_size=4,
)


# Eleven at night: nothing of the day is still ahead.
LATE = NOW + timedelta(hours=11)


@given(PLANS, st.integers(0, 8))
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_after_any_changes_what_is_free_ahead_is_exactly_the_plan(teams, wanted, recorded):
    with transaction.atomic():
        row = series.begin(teams.north, plan(), by=None, at=LATE)
        kept = row.activities.order_by("series_day")[recorded]
        kept.turnout.create(category="citizen", headcount=3, recorded_at=NOW)
        before = (kept.title, kept.starts_at, posts(kept))
        for weekdays, hour, length, places in wanted:
            chosen = plan(
                title=f"{hour}点",
                weekdays=weekdays,
                begins=time(hour),
                ends=time(hour + 2),
                last=TODAY + timedelta(days=length),
                posts=tuple(Post(place, 1) for place in sorted(places)),
            )
            series.change(row, chosen, by=None, at=LATE)
            _is_exactly(row, chosen, kept)
        kept.refresh_from_db()
        assert (kept.title, kept.starts_at, posts(kept)) == before
        transaction.set_rollback(True)


def _is_exactly(row, chosen, kept):
    free = planned(row, at=LATE).exclude(pk=kept.pk)
    ahead = chosen.days(since=TODAY + timedelta(days=1), until=TODAY + recurrence.AHEAD)
    assert [each.series_day for each in free] == [day for day in ahead if day != kept.series_day]
    for each in free:
        assert (each.starts_at, each.ends_at) == chosen.hours(each.series_day)
        assert {place for place, _needed, _hour in posts(each)} == {post.place for post in chosen.posts}
    assert not Shift.objects.filter(activity__in=row.activities.exclude(pk=kept.pk)).exclude(cancelled_at=None).exists()
