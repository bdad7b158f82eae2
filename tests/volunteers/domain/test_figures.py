"""Volunteering counted from rows, in numbers that can be checked by hand."""

from datetime import date, timedelta

import pytest

from core.domain.figures import EVERYTHING, Scope, get, measure
from core.periods import Period
from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.domain import taking_part
from volunteers.models import Membership, StudentTally, Team, TeamKind, UnitRoster, Volunteer

NOVEMBER = Scope(Period(date(2026, 11, 1), date(2026, 11, 30)), NOW)


def counted(*keys, scope=NOVEMBER):
    return [value.number for value in measure([(get(f"volunteers.{key}"), scope) for key in keys], EVERYTHING)]


def test_the_city_is_counted_in_one_query(teams, django_assert_num_queries):
    Volunteer.objects.filter(pk=teams.student.pk).update(consented_at=None)
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60, teams.student: 60}, by=None, at=NOW)
    taking_part.record_turnout(teams.cleaning, headcounts={Category.CITIZEN: 40}, by=None, at=NOW)
    with django_assert_num_queries(1):
        found = counted("all_teams", "registered", "unconfirmed", "activities", "turnout")
    assert found == [2, 2, 1, 2, 42]
    assert counted("cadre_turnout", "citizen_turnout", "student_turnout", "public_turnout") == [1, 40, 1, 41]


def test_a_headcount_covers_the_named_and_is_not_added_to_them(teams):
    taking_part.record_turnout(teams.cleaning, headcounts={Category.ORGAN: 1}, by=None, at=NOW)
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    assert counted("cadre_turnout") == [1]


def test_names_that_come_after_the_headcount_raise_it(teams):
    taking_part.record_turnout(teams.cleaning, headcounts={Category.ORGAN: 0}, by=None, at=NOW)
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    assert counted("cadre_turnout") == [1]


def test_only_what_was_held_in_the_period_counts(teams):
    october = activity("HD0003", "十月", teams.north, starts_at=NOW - timedelta(days=40))
    for each, count in ((october, 100), (teams.cleaning, 5)):
        taking_part.record_turnout(each, headcounts={Category.CITIZEN: count}, by=None, at=NOW)
    activity("HD0004", "取消", teams.north, cancelled_at=NOW)
    assert counted("activities", "citizen_turnout") == [2, 5]


def test_a_team_that_ended_is_not_counted(teams):
    Team.objects.filter(pk=teams.east.pk).update(valid_to=date(2026, 11, 29))
    assert counted("all_teams") == [1]


def test_an_area_takes_in_everything_below_it_and_a_unit_the_activities_of_its_teams(teams, cast):
    Team.objects.filter(pk=teams.north.pk).update(department=cast.city.transport)
    assert counted("all_teams", scope=Scope(NOVEMBER.period, NOW, area=cast.city.root.code)) == [2]
    assert counted("all_teams", scope=Scope(NOVEMBER.period, NOW, area=cast.city.east.code)) == [1]
    assert counted("activities", scope=Scope(NOVEMBER.period, NOW, department=cast.city.transport.pk)) == [1]


def test_who_is_in_two_sunset_teams_is_one_member_and_one_age(teams):
    sunset = TeamKind.objects.get(key="sunset")
    Team.objects.update(kind=sunset)
    Membership.objects.create(team=teams.east, volunteer=teams.cadre, valid_from=date(2026, 9, 1))
    assert counted("sunset_members", "sunset_age") == [3, (41 + 18 + 65) / 3]


def test_the_mean_of_nobody_is_nothing_and_not_nought(teams):
    assert counted("sunset_members", "sunset_age") == [0, None]


@pytest.fixture
def rosters(teams, cast):
    """交通局 has three staff of whom one is registered, 创城办 two of whom three are."""
    transport, office = cast.city.transport, cast.city.office
    UnitRoster.objects.create(department=transport, counted_on=date(2026, 1, 1), headcount=9)
    UnitRoster.objects.create(department=transport, counted_on=date(2026, 11, 1), headcount=3)
    UnitRoster.objects.create(department=office, counted_on=date(2026, 11, 1), headcount=2)
    Volunteer.objects.filter(pk=teams.cadre.pk).update(department=transport)
    for number in range(3):
        Volunteer.objects.create(
            number=f"ZY9{number}",
            name="甲",
            category=Category.ORGAN,
            department=office,
            registered_at=NOW - timedelta(days=9),
            consented_at=NOW - timedelta(days=9),
        )
    return cast.city


def test_no_unit_makes_up_for_another_in_the_registration_rate(rosters):
    assert counted("organ_staff", "organ_registered", "organ_rate") == [5, 3, 3 / 5]


def test_the_rate_of_a_day_takes_the_roster_of_that_day(rosters):
    october = Scope(Period(date(2026, 10, 1), date(2026, 10, 31)), NOW)
    assert counted("organ_staff", "organ_registered", scope=october) == [9, 1]


def test_the_rate_of_one_unit(rosters):
    one = Scope(NOVEMBER.period, NOW, department=rosters.transport.pk)
    assert counted("organ_staff", "organ_rate", scope=one) == [3, 1 / 3]


def test_neither_citizens_nor_the_unconfirmed_nor_those_who_left_are_registered_staff(rosters):
    staff = Volunteer.objects.filter(department=rosters.office).order_by("number")
    for row, facts in zip(staff, ({"category": "citizen"}, {"consented_at": None}, {"withdrawn_at": NOW}), strict=True):
        Volunteer.objects.filter(pk=row.pk).update(**facts)
    assert counted("organ_registered") == [1]


def test_the_records_of_the_rate_say_how_many_are_missing(rosters):
    rows = get("volunteers.organ_rate").rows(NOVEMBER, EVERYTHING)
    shown = [(row.department, row.headcount, row.registered, row.missing) for row in rows]
    assert shown == [(rosters.transport, 3, 1, 2), (rosters.office, 2, 2, 0)]


def test_without_rosters_there_is_no_rate_and_not_nought(teams):
    assert counted("organ_rate") == [None]


def test_hours_of_service_are_what_a_hand_reckons(teams, django_assert_num_queries):
    """90 and 60 minutes on one day, 100 on another: 250 minutes, 4 hours and a sixth, of two people."""
    second = activity("HD0003", "再来一次", teams.north, starts_at=NOW - timedelta(days=7))
    gone = activity("HD0004", "上月", teams.north, starts_at=NOW - timedelta(days=40))
    for each, minutes in ((teams.cleaning, {teams.cadre: 90, teams.student: 60}), (second, {teams.cadre: 100})):
        taking_part.record_attendance(each, minutes=minutes, by=None, at=NOW)
    taking_part.record_attendance(gone, minutes={teams.citizen: 600}, by=None, at=NOW)
    taking_part.record_turnout(second, headcounts={Category.CITIZEN: 40}, by=None, at=NOW)
    with django_assert_num_queries(1):
        found = counted("hours", "served", "mean_hours")
    assert found == [pytest.approx(250 / 60), 2, pytest.approx(250 / 60 / 2)]
    assert [get("volunteers.hours").text(found[0]), get("volunteers.mean_hours").text(found[2])] == ["4.17", "2.1"]


def test_a_leader_reads_the_hours_of_the_own_team(teams):
    for each, person in ((teams.cleaning, teams.cadre), (teams.crossing, teams.citizen)):
        taking_part.record_attendance(each, minutes={person: 120}, by=None, at=NOW)
    keys = ("volunteers.hours", "volunteers.served", "volunteers.mean_hours")
    asked = [(get(key), NOVEMBER) for key in keys]
    assert [value.number for value in measure(asked, teams.leader)] == [2, 1, 2]
    assert [value.number for value in measure(asked, EVERYTHING)] == [4, 2, 2]


def test_a_cadre_of_two_weekends_is_one_and_a_workday_is_no_weekend(teams):
    other = activity("HD0003", "周日", teams.north, starts_at=NOW - timedelta(days=6))
    friday = activity("HD0004", "周五", teams.north, starts_at=NOW - timedelta(days=1, hours=1))
    for each in (teams.cleaning, other):
        taking_part.record_attendance(each, minutes={teams.cadre: 60}, by=None, at=NOW)
    Volunteer.objects.filter(pk=teams.student.pk).update(category=Category.ORGAN)
    teams.student.refresh_from_db()
    taking_part.record_attendance(friday, minutes={teams.student: 60}, by=None, at=NOW)
    assert counted("weekend_cadres") == [1]


def test_students_are_counted_by_the_latest_tally_of_each_school(teams):
    def students():
        return measure([(get("minors.student_volunteers"), NOVEMBER)], EVERYTHING)[0].number

    Team.objects.filter(pk=teams.north.pk).update(kind=TeamKind.objects.get(key="green"))
    for team, school, year, headcount in (
        (teams.north, "一小", 2025, 999),
        (teams.north, "一小", 2026, 300),
        (teams.north, "二小", 2025, 200),
        (teams.north, "三小", 2027, 999),
        (teams.east, "四小", 2026, 999),
    ):
        StudentTally.objects.create(team=team, school=school, year=year, headcount=headcount)
    assert students() == 500
    Team.objects.filter(pk=teams.north.pk).update(valid_to=date(2026, 11, 29))
    assert students() == 0
