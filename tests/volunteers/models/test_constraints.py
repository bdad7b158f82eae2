from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.models import Activity, Attendance, Membership, Team, Turnout, Volunteer


def test_a_team_cannot_end_before_it_begins(teams):
    with pytest.raises(IntegrityError, match="team_valid_from_before_to"):
        Team.objects.filter(pk=teams.north.pk).update(valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1))


def test_an_activity_cannot_end_before_it_starts(teams):
    with pytest.raises(IntegrityError, match="activity_ends_after_start"):
        Activity.objects.filter(pk=teams.cleaning.pk).update(ends_at=NOW - timedelta(days=1))


def test_an_activity_has_an_organiser(teams):
    with pytest.raises(IntegrityError, match="activity_has_organiser"):
        activity("HD0009", "无人组织", None)


def test_somebody_is_in_a_team_once_at_a_time(teams):
    with pytest.raises(IntegrityError, match="membership_once_at_a_time"):
        Membership.objects.create(team=teams.north, volunteer=teams.cadre, valid_from=date(2026, 11, 1))


def test_somebody_can_come_back_to_a_team(teams):
    Membership.objects.filter(volunteer=teams.cadre).update(valid_to=date(2026, 9, 30))
    Membership.objects.create(team=teams.north, volunteer=teams.cadre, valid_from=date(2026, 11, 1))
    assert teams.cadre.memberships.count() == 2


@pytest.mark.parametrize("minutes", [0, 1441])
def test_the_time_served_is_within_a_day(teams, minutes):
    with pytest.raises(IntegrityError, match="attendance_minutes_of_a_day"):
        Attendance.objects.create(
            activity=teams.cleaning,
            volunteer=teams.cadre,
            category=Category.ORGAN,
            minutes=minutes,
            recorded_at=NOW,
        )


def test_a_category_of_an_activity_is_counted_once(teams):
    turnout = {"activity": teams.cleaning, "category": Category.ORGAN, "headcount": 5, "recorded_at": NOW}
    Turnout.objects.create(**turnout)
    with pytest.raises(IntegrityError, match="turnout_once_per_category"):
        Turnout.objects.create(**turnout)


def test_nobody_withdraws_before_registering(teams):
    with pytest.raises(IntegrityError, match="volunteer_withdrawn_after_registered"):
        Volunteer.objects.filter(pk=teams.cadre.pk).update(withdrawn_at=NOW - timedelta(days=900))
