"""What is odd, reckoned by hand: one test for each rule on both sides of its limit."""

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.volunteers.conftest import NOW, activity, shift
from volunteers.choices import Category, FlagKind
from volunteers.domain import hours, sanity, taking_part
from volunteers.domain.sanity.asked import Stay
from volunteers.domain.sanity.overlaps import overlapping
from volunteers.models import Activity, Attendance, FlagRule, SignUp, Volunteer

MORNING, TOMORROW = NOW - timedelta(hours=4), NOW + timedelta(days=1)


def record(held, *people, minutes=60, at=NOW):
    taking_part.record_attendance(held, minutes=dict.fromkeys(people, minutes), by=None, at=at)


def flags(*kinds):
    """Return the flags of everything: kind, activity, how many people, the other activity."""
    codes = {**dict(Activity.objects.values_list("pk", "code")), None: None}
    found = sanity.find(Activity.objects.all(), kinds=kinds or FlagKind.values)
    return sorted((each.kind, codes[each.activity], len(each.people), codes[each.other] or "") for each in found)


def later(code, team, hours, **facts):
    return activity(code, "又一项", team, starts_at=MORNING + timedelta(hours=hours), **facts)


def crowd(count):
    rows = [Volunteer(number=f"ZY1{n:03d}", name="张三", category=Category.CITIZEN) for n in range(count)]
    return Volunteer.objects.bulk_create(rows)


def test_an_honest_weekend_raises_nothing(teams):
    record(teams.cleaning, teams.cadre, teams.student, minutes=180)
    record(later("HD0010", teams.north, 3), teams.cadre, teams.student, minutes=180, at=NOW + timedelta(hours=2))
    assert flags() == []


def test_both_organisers_are_asked_about_one_person_at_two_places(teams):
    for held in (teams.cleaning, teams.crossing):
        record(held, teams.cadre)
    assert flags() == [("overlap", "HD0001", 1, "HD0002"), ("overlap", "HD0002", 1, "HD0001")]


def test_one_organiser_is_asked_once_whatever_the_number_of_people(teams):
    again = later("HD0010", teams.north, 2)
    for held in (teams.cleaning, again):
        record(held, teams.cadre, teams.student)
    assert flags() == [("overlap", "HD0010", 2, "HD0001")]


def test_minutes_that_two_activities_may_share_are_a_rule(teams):
    for held in (teams.cleaning, later("HD0010", teams.north, 2)):
        record(held, teams.cadre)
    rule = FlagRule.objects.filter(kind=FlagKind.OVERLAP)
    rule.update(limit=59)
    assert flags() == [("overlap", "HD0010", 1, "HD0001")]
    rule.update(limit=60)
    assert flags() == []


def test_who_had_shifts_was_there_for_those_alone(teams):
    again = later("HD0010", teams.north, 2)
    for held in (teams.cleaning, again):
        record(held, teams.cadre)
    early = shift(teams.cleaning, ends_at=again.starts_at)
    mine = SignUp.objects.create(shift=early, volunteer=teams.cadre, at=MORNING)
    assert flags() == []
    mine.dropped_at = NOW
    mine.save()
    assert flags() == [("overlap", "HD0010", 1, "HD0001")]


def test_an_activity_that_began_the_evening_before_is_seen(teams):
    night = activity("HD0010", "夜间值守", teams.east, starts_at=NOW - timedelta(hours=13))
    Activity.objects.filter(pk=night.pk).update(ends_at=NOW)
    record(night, teams.cadre)
    record(teams.cleaning, teams.cadre)
    found = sanity.find(Activity.objects.filter(pk=teams.cleaning.pk))
    assert [(flag.kind, flag.other) for flag in found] == [("overlap", night.pk)]


# The hour at which something begins, and how many hours it takes.
SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 12)), max_size=10)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SPANS, st.integers(0, 4))
def test_the_sweep_finds_the_pairs_that_comparing_all_with_all_finds(spans, shared):
    moments = [(NOW + timedelta(hours=start), NOW + timedelta(hours=start + length)) for start, length in spans]
    stays = [Stay(*span, number, (1, None)) for number, span in enumerate(moments)]
    beyond = timedelta(hours=shared)
    naive = {
        frozenset((one.activity, two.activity))
        for one, two in combinations(stays, 2)
        if min(one.ends_at, two.ends_at) - max(one.starts_at, two.starts_at) > beyond
    }
    found = [frozenset((one.activity, two.activity)) for one, two in overlapping(stays, beyond=beyond)]
    assert (len(found), set(found)) == (len(naive), naive)


@pytest.mark.parametrize(("minutes", "raised"), [(300, []), (301, [("day", "HD0010", 1, "")])])
def test_more_than_ten_hours_of_one_day_are_a_question_about_its_last_activity(teams, minutes, raised):
    record(teams.cleaning, teams.cadre, teams.student, minutes=300)
    record(later("HD0010", teams.north, 3), teams.cadre, minutes=minutes)
    record(later("HD0011", teams.north, 24), teams.cadre, minutes=300, at=TOMORROW)
    assert flags(FlagKind.DAY) == raised


def test_each_organiser_of_a_long_day_is_asked(teams):
    record(teams.cleaning, teams.cadre, minutes=400)
    record(later("HD0010", teams.east, 3), teams.cadre, minutes=400)
    assert flags(FlagKind.DAY) == [("day", "HD0001", 1, ""), ("day", "HD0010", 1, "")]


def test_a_day_is_a_day_of_the_city(teams):
    """20:00 and the 02:00 that follows are one day in UTC and two in the city."""
    for code, wait in (("HD0010", 8), ("HD0011", 14)):
        held = activity(code, "夜间", teams.north, starts_at=NOW + timedelta(hours=wait))
        record(held, teams.cadre, minutes=400, at=TOMORROW)
    assert flags(FlagKind.DAY) == []


@pytest.mark.parametrize(("minutes", "raised"), [(210, []), (211, [("length", "HD0001", 2, "")])])
def test_half_an_hour_beyond_an_activity_of_three_hours_is_let_pass(teams, minutes, raised):
    record(teams.cleaning, teams.cadre, teams.student, minutes=minutes)
    assert flags(FlagKind.LENGTH) == raised


@pytest.mark.parametrize(("late", "raised"), [(0, []), (1, [("late", "HD0001", 2, "")])])
def test_a_batch_is_late_after_a_week(teams, late, raised):
    entered = teams.cleaning.ends_at + timedelta(days=7, seconds=late)
    record(teams.cleaning, teams.cadre, teams.student, at=entered)
    assert flags(FlagKind.LATE) == raised


@pytest.mark.parametrize(("count", "raised"), [(9, []), (10, [("same", "HD0010", 10, "HD0001")])])
def test_the_same_long_list_on_another_day_is_a_question(teams, count, raised):
    people = crowd(count)
    record(teams.cleaning, *people)
    record(later("HD0010", teams.north, 24), *people, at=TOMORROW)
    assert flags() == raised


def test_a_list_copied_for_several_days_is_asked_about_day_by_day(teams):
    people = crowd(10)
    for days in range(3):
        held = later(f"HD002{days}", teams.north, 24 * days)
        record(held, *people, at=NOW + timedelta(days=days))
    assert flags() == [("same", "HD0021", 10, "HD0020"), ("same", "HD0022", 10, "HD0021")]


def test_the_same_list_of_two_organisers_at_one_time_is_both_copied_and_impossible(teams):
    people = crowd(10)
    for held in (teams.cleaning, teams.crossing):
        record(held, *people)
    both = [("HD0001", 10, "HD0002"), ("HD0002", 10, "HD0001")]
    assert flags() == [("overlap", *each) for each in both] + [("same", *each) for each in both]


def test_a_list_with_one_other_person_or_of_another_season_is_another_list(teams):
    people = crowd(12)
    record(teams.cleaning, *people[:11])
    record(later("HD0010", teams.north, 24), *people[1:], at=TOMORROW)
    record(later("HD0011", teams.north, 24 * 31), *people[:11], at=NOW + timedelta(days=31))
    assert flags() == []


def test_equal_sums_of_ids_are_not_equal_lists(teams):
    """1 5 6 and 2 3 7 have the same sum and the same sum of squares."""
    ids = [1_000_000, 1_000_011, *range(1_000_020, 1_000_027)]
    rows = [Volunteer(pk=pk, number=f"ZY{pk}", name="张三") for pk in ids]
    Volunteer.objects.bulk_create(rows)
    by_pk = Volunteer.objects.in_bulk()
    FlagRule.objects.filter(kind=FlagKind.SAME).update(limit=4)
    first = 1_000_020
    record(teams.cleaning, by_pk[1_000_000], *(by_pk[first + n] for n in (0, 4, 5)))
    record(later("HD0010", teams.north, 24), by_pk[1_000_000], *(by_pk[first + n] for n in (1, 2, 6)), at=TOMORROW)
    assert flags() == []


def test_cancelled_activities_and_rules_out_of_use_raise_nothing(teams):
    for held in (teams.cleaning, teams.crossing):
        record(held, teams.cadre, minutes=700)
    FlagRule.objects.exclude(kind=FlagKind.OVERLAP).update(is_active=False)
    assert {kind for kind, *_rest in flags()} == {"overlap"}
    Activity.objects.filter(pk=teams.crossing.pk).update(cancelled_at=NOW)
    assert flags() == []


def test_a_flag_goes_with_the_correction_and_another_time_is_another_flag(teams):
    record(teams.cleaning, teams.cadre, minutes=900)
    row = Attendance.objects.get()
    first = {flag.key for flag in sanity.find(Activity.objects.all())}
    hours.correct(row, minutes=800, reason="抄错", by=None, at=NOW)
    second = {flag.key for flag in sanity.find(Activity.objects.all())}
    assert (len(first), len(second), first & second) == (2, 2, set())
    hours.correct(row, minutes=180, reason="抄错", by=None, at=NOW)
    assert flags() == []


def test_only_what_was_asked_about_is_flagged_and_the_statements_do_not_grow(teams, django_assert_max_num_queries):
    people = crowd(30)
    for held in (teams.cleaning, teams.crossing):
        record(held, *people, minutes=700)
    asked = Activity.objects.filter(pk=teams.crossing.pk)
    with django_assert_max_num_queries(10):
        found = sanity.find(asked)
    assert {flag.activity for flag in found} == {teams.crossing.pk}
    assert {flag.kind for flag in found} == {"overlap", "day", "length", "same"}
    with django_assert_max_num_queries(2):
        assert sanity.find(asked, kinds=[]) == []
