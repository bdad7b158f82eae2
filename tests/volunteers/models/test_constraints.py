from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.models import Activity, Attendance, Membership, NotDouble, Team, Turnout, TurnoutPlan, Volunteer


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


def test_two_people_are_told_apart_once_and_in_one_order(teams):
    NotDouble.objects.create(first=teams.cadre, second=teams.student, at=NOW)
    with pytest.raises(IntegrityError, match="notdouble_once"), transaction.atomic():
        NotDouble.objects.create(first=teams.cadre, second=teams.student, at=NOW)
    with pytest.raises(IntegrityError, match="notdouble_earlier_first"):
        NotDouble.objects.create(first=teams.student, second=teams.cadre, at=NOW)


@pytest.mark.parametrize("holder", [{}, {"department": "transport"}, {"area": "north"}])
def test_a_month_has_one_target_of_each(teams, cast, holder):
    whose = {field: getattr(cast.city, name) for field, name in holder.items()}
    TurnoutPlan.objects.create(month=date(2026, 11, 1), turns=5, set_at=NOW, **whose)
    with pytest.raises(IntegrityError, match="plan_once_for_"):
        TurnoutPlan.objects.create(month=date(2026, 11, 1), turns=7, set_at=NOW, **whose)


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [({"month": date(2026, 11, 2)}, "plan_of_month"), ({"turns": 0}, "plan_has_turns")],
)
def test_a_target_is_of_a_month_and_above_zero(teams, wrong, refused):
    with pytest.raises(IntegrityError, match=refused):
        TurnoutPlan.objects.create(**{"month": date(2026, 11, 1), "turns": 5, "set_at": NOW} | wrong)


def test_a_target_is_not_of_a_unit_and_an_area_at_once(teams, cast):
    city = cast.city
    with pytest.raises(IntegrityError, match="plan_of_one"):
        TurnoutPlan.objects.create(
            month=date(2026, 11, 1), turns=5, set_at=NOW, department=city.transport, area=city.north
        )
