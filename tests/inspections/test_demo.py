"""Patrols of the demonstration city come to what the article says, on days on which their groups were there."""

import random
from datetime import date

import pytest

from inspections import demo
from inspections.models import Patrol, Point, PointCheck

TODAY = date(2026, 11, 23)


@pytest.fixture
def city_with_points(city):
    """Sixty points, and a second group that began two months ago."""
    Point.objects.bulk_create(
        Point(code=f"P{n:03d}", name="点位", type=city.market.type, area=city.north_street) for n in range(60)
    )
    city.group_two.active_from = date(2026, 9, 22)
    city.group_two.save()
    return city


def load(scale="small"):
    return demo.load(scale=scale, rng=random.Random(7), today=TODAY)


@pytest.mark.parametrize(("scale", "turns", "kilometres"), [("small", 243, 3640), ("full", 3227, 48312)])
def test_turns_kilometres_and_checks_come_to_the_size(city_with_points, scale, turns, kilometres):
    counts = load(scale)
    assert sum(Patrol.objects.values_list("members", flat=True)) == turns
    assert sum(Patrol.objects.values_list("kilometres", flat=True)) == kilometres
    assert counts["checks"] == PointCheck.objects.count() == demo.SIZES[scale].checks


def test_no_group_goes_out_before_it_began_and_none_today(city_with_points):
    load()
    assert Patrol.objects.order_by("date").filter(group=city_with_points.group_two).first().date >= date(2026, 9, 22)
    assert Patrol.objects.filter(date__gte=TODAY).count() == 0


def test_the_same_seed_gives_the_same_patrols(city_with_points):
    load()
    first = list(Patrol.objects.values_list("date", "group", "members", "kilometres"))
    PointCheck.objects.all().delete()
    Patrol.objects.all().delete()
    load()
    assert list(Patrol.objects.values_list("date", "group", "members", "kilometres")) == first
