"""Patrols and checks: who sees them, what cannot be, what they come to."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from core.domain.figures import Scope, get, measure
from core.periods import Period
from inspections.models import Patrol, PointCheck

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
NOVEMBER = Scope(Period(date(2026, 11, 1), date(2026, 11, 30)), NOW)
KEYS = ("supervision.person_trips", "supervision.kilometres", "supervision.point_checks")


@pytest.fixture
def patrols(cast):
    """A patrol of each group, an earlier one, a check by somebody alone."""
    city = cast.city

    def patrol(group, day, members, kilometres, *points):
        row = Patrol.objects.create(group=group, date=day, members=members, kilometres=kilometres)
        for point in points:
            PointCheck.objects.create(patrol=row, point=point, checked_at=datetime(day.year, day.month, 5, tzinfo=UTC))
        return row

    patrol(city.group_one, date(2026, 10, 31), 4, "80.0", city.market)
    patrol(city.group_two, date(2026, 11, 3), 3, "20.5", city.market, city.road)
    PointCheck.objects.create(point=city.village_market, checked_by=cast.inspector, checked_at=NOW)
    return patrol(city.group_one, date(2026, 11, 2), 4, "41.0", city.market)


def counted(user, scope=NOVEMBER):
    return [value.number for value in measure([(get(key), scope) for key in KEYS], user)]


def test_turns_and_kilometres_add_up_and_each_check_counts(patrols, cast):
    assert counted(cast.official) == [7, 61.5, 4]
    assert counted(cast.official, NOVEMBER.previous) == [4, 80, 1]


def test_area_and_unit_are_those_of_the_point(patrols, cast):
    def checks(**narrower):
        return counted(cast.official, Scope(NOVEMBER.period, NOW, **narrower))[2]

    assert [checks(area=cast.city.east.code), checks(department=cast.city.transport.pk)] == [1, 1]


def test_an_inspector_sees_the_own_group_and_what_was_checked_alone(patrols, cast):
    assert counted(cast.inspector) == [4, 41, 2]
    assert counted(cast.other_inspector) == [3, 20.5, 2]


def test_an_inspector_without_a_group_sees_the_own_checks_alone(patrols, cast):
    cast.inspector.department = None
    assert counted(cast.inspector) == [0, 0, 1]


def test_a_unit_sees_none(patrols, cast):
    assert counted(cast.handler) == [0, 0, 0]


@pytest.mark.parametrize("wrong", [{"members": 0}, {"kilometres": -1}])
def test_a_patrol_has_members_and_goes_forward(patrols, wrong):
    with pytest.raises(IntegrityError):
        Patrol.objects.filter(pk=patrols.pk).update(**wrong)


def test_a_patrol_checks_a_point_once(patrols, cast):
    with pytest.raises(IntegrityError):
        PointCheck.objects.create(patrol=patrols, point=cast.city.market, checked_at=NOW + timedelta(hours=1))


def test_nobody_checks_nothing(cast):
    with pytest.raises(IntegrityError):
        PointCheck.objects.create(point=cast.city.market, checked_at=NOW)
