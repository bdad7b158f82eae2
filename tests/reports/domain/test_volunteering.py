"""What the official's page of volunteering counts, held against the figures of the same records."""

from datetime import date, timedelta

import pytest

from core.domain.figures import EVERYTHING, Scope, get, measure
from core.periods import Period
from reports.domain import volunteering
from reports.presentation.volunteering import plan
from tests.volunteers.conftest import NOW, activity, teams
from volunteers.choices import Category, Sex
from volunteers.domain import plans, taking_part
from volunteers.models import Activity, TeamKind, UnitRoster, Volunteer

__all__ = ["teams"]


def figure(key, first, last) -> int:
    return measure([(get(key), Scope(Period(first, last), NOW))], EVERYTHING)[0].number


@pytest.fixture
def busy(teams):
    """Two weekends, one cancelled activity, names with and without a head-count."""
    earlier = activity("HD0101", "上周日", teams.east, starts_at=NOW - timedelta(days=6))
    last_month = activity("HD0102", "上月", teams.north, starts_at=NOW - timedelta(days=40))
    gone = activity("HD0103", "取消", teams.north)
    heads = {Category.ORGAN: 12, Category.CITIZEN: 30}
    taking_part.record_turnout(teams.cleaning, headcounts=heads, by=None, at=NOW)
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60, teams.student: 60}, by=None, at=NOW)
    taking_part.record_turnout(earlier, headcounts={Category.STUDENT: 7}, by=None, at=NOW)
    taking_part.record_turnout(last_month, headcounts={Category.ORGAN: 100}, by=None, at=NOW)
    taking_part.record_turnout(gone, headcounts={Category.ORGAN: 999}, by=None, at=NOW)
    Activity.objects.filter(pk=gone.pk).update(cancelled_at=NOW)
    return teams


def test_every_weekend_and_every_month_says_what_its_figures_say(busy):
    board = volunteering.count(at=NOW)
    assert (len(board.weekends), len(board.months)) == (12, 12)
    for shown in (*board.weekends, *board.months):
        days = shown.period.first, shown.period.last
        expected = figure("volunteers.cadre_turnout", *days), figure("volunteers.public_turnout", *days)
        assert (days, shown.cadres, shown.public) == (days, *expected)


def test_a_month_stands_against_the_target_of_the_city_alone(busy, cast):
    plans.set_targets({date(2026, 10, 1): 80, date(2026, 11, 1): 100}, by=None, at=NOW)
    plans.set_targets({date(2026, 9, 1): 7, date(2026, 11, 1): 7}, of=cast.city.north, by=None, at=NOW)
    board = volunteering.count(at=NOW)
    assert board.plan == {date(2026, 10, 1): 80, date(2026, 11, 1): 100}
    shown = [(each.name, *(cell.text for cell in each.cells), each.bar, each.mark) for each in plan(board).lines]
    assert shown[-3:] == [
        ("2026-09", "0", "—", "—", 0, None),
        ("2026-10", "100", "80", "125.00%", 100, 80),
        ("2026-11", "50", "100", "50.00%", 50, 99),
    ]


def test_the_weekends_end_with_the_present_one_and_the_months_with_today(busy):
    board = volunteering.count(at=NOW)
    last, before = board.weekends[-1], board.weekends[-2]
    assert (last.period, last.cadres, last.public) == (Period(date(2026, 11, 21), date(2026, 11, 22)), 12, 31)
    assert (before.cadres, before.public) == (0, 7)
    assert [(each.period, each.cadres) for each in board.months[-2:]] == [
        (Period(date(2026, 10, 1), date(2026, 10, 31)), 100),
        (Period(date(2026, 11, 1), date(2026, 11, 21)), 12),
    ]


def test_a_weekday_belongs_to_no_weekend_and_begins_none(teams):
    found = volunteering.count(at=NOW + timedelta(days=4)).weekends[-1]
    assert found.period == Period(date(2026, 11, 21), date(2026, 11, 22))


def test_the_headlines_are_the_figures(busy):
    board = volunteering.count(at=NOW)
    today = date(2026, 11, 21)
    assert [value.number for value in board.values()] == [
        figure("volunteers.all_teams", today, today),
        figure("volunteers.registered", today, today),
        0,
        None,
        figure("volunteers.activities", today - timedelta(days=29), today),
        figure("volunteers.turnout", today - timedelta(days=29), today),
    ]


def test_people_are_counted_once_in_each_town_group_and_age(busy, cast):
    Volunteer.objects.filter(pk=busy.cadre.pk).update(area=cast.city.north_street, sex=Sex.FEMALE)
    Volunteer.objects.filter(pk=busy.citizen.pk).update(area=cast.city.east, sex=Sex.MALE)
    board = volunteering.count(at=NOW)
    assert {name: people for _code, name, people in board.areas} == {"北城区街道": 1, "东亭镇": 1}
    assert (board.elsewhere, board.groups) == (1, {"organ": 1, "student": 1, "citizen": 1})
    found = [
        (each.first, each.men, each.women, each.unknown) for each in board.ages if each.men + each.women + each.unknown
    ]
    assert found == [(14, 0, 0, 1), (40, 0, 1, 0), (60, 1, 0, 0)]
    assert figure("volunteers.registered", date(2026, 11, 21), date(2026, 11, 21)) == 3


def test_who_has_not_consented_is_counted_nowhere(busy):
    Volunteer.objects.update(consented_at=None)
    board = volunteering.count(at=NOW)
    assert (board.groups, board.elsewhere, sum(kind.people for kind in board.kinds)) == ({}, 0, 0)


def test_an_unknown_year_of_birth_has_a_line_of_its_own(busy):
    Volunteer.objects.filter(pk=busy.cadre.pk).update(birth_year=None)
    assert volunteering.count(at=NOW).ages[-1] == volunteering.Ages(None, None, 0, 0, 1)


def test_every_kind_of_team_is_listed_with_teams_and_people(busy):
    found = {kind.name: (kind.teams, kind.people) for kind in volunteering.count(at=NOW).kinds}
    assert len(found) == TeamKind.objects.count()
    assert (found["学雷锋志愿服务队"], found["文明交通志愿服务队"], found["夕阳红志愿服务队"]) == (
        (1, 2),
        (1, 1),
        (0, 0),
    )


def test_units_below_all_are_named_the_most_missing_first(busy, cast):
    Volunteer.objects.filter(pk=busy.cadre.pk).update(department=cast.city.transport)
    for unit, staff in ((cast.city.transport, 1), (cast.city.city_management, 5)):
        UnitRoster.objects.create(department=unit, counted_on=date(2026, 11, 1), headcount=staff)
    board = volunteering.count(at=NOW)
    unit = cast.city.city_management
    assert (board.units, board.short) == (2, [volunteering.Short(unit.pk, unit.name, 5, 0)])


def test_the_number_of_queries_does_not_grow_with_the_rows(busy, django_assert_num_queries):
    with django_assert_num_queries(11):
        volunteering.count(at=NOW)
    for number in range(30):
        more = activity(f"HD5{number:03d}", "又一个", busy.north, starts_at=NOW - timedelta(days=number))
        taking_part.record_turnout(more, headcounts={Category.CITIZEN: 5}, by=None, at=NOW)
    with django_assert_num_queries(11):
        volunteering.count(at=NOW)
