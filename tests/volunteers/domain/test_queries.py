from datetime import date, timedelta

from core.periods import Period
from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.domain import queries, taking_part
from volunteers.domain.queries import VolunteerCounts
from volunteers.models import Team, Volunteer

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def test_the_city_is_counted_in_a_constant_number_of_queries(teams, django_assert_num_queries):
    Volunteer.objects.filter(pk=teams.student.pk).update(consented_at=None)
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60, teams.student: 60}, by=None, at=NOW)
    taking_part.record_turnout(teams.cleaning, headcounts={Category.CITIZEN: 40}, by=None, at=NOW)
    with django_assert_num_queries(6):
        counted = queries.counts(period=NOVEMBER)
    assert counted == VolunteerCounts(
        teams=2,
        confirmed=2,
        unconfirmed=1,
        activities=2,
        turns={"organ": 1, "citizen": 40, "student": 1},
        people=2,
    )


def test_a_headcount_covers_the_named_and_is_not_added_to_them(teams):
    taking_part.record_turnout(teams.cleaning, headcounts={Category.ORGAN: 1}, by=None, at=NOW)
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    assert queries.counts(period=NOVEMBER).turns["organ"] == 1


def test_names_that_come_after_the_headcount_raise_it(teams):
    taking_part.record_turnout(teams.cleaning, headcounts={Category.ORGAN: 0}, by=None, at=NOW)
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    assert queries.counts(period=NOVEMBER).turns["organ"] == 1


def test_only_what_was_held_in_the_period_counts(teams):
    october = activity("HD0003", "十月", teams.north, starts_at=NOW - timedelta(days=40))
    for each, count in ((october, 100), (teams.cleaning, 5)):
        taking_part.record_turnout(each, headcounts={Category.CITIZEN: count}, by=None, at=NOW)
    activity("HD0004", "取消", teams.north, cancelled_at=NOW)
    counted = queries.counts(period=NOVEMBER)
    assert (counted.activities, counted.turns["citizen"]) == (2, 5)


def test_a_team_that_ended_is_not_counted(teams):
    Team.objects.filter(pk=teams.east.pk).update(valid_to=date(2026, 11, 29))
    assert queries.counts(period=NOVEMBER).teams == 1
