"""What is suggested at dispatch, and why."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.domain.suggestions import suggest
from inspections.models import Category, Ticket, TimeLimit
from tests.inspections.times import on

pytestmark = pytest.mark.django_db
AT = on("12:00")


def suggested(*tickets):
    rows = Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets])
    rows = list(rows.select_related("point__department", "category__usual_unit", "area"))
    return suggest(rows, at=AT)


@pytest.fixture
def elsewhere(desk):
    """Return a function that reports a problem in the northern town, at no point."""

    def report(**facts) -> Ticket:
        return desk.report(**{"point": None, "area": desk.city.north_street, "place": "路边"} | facts)

    return report


def test_the_unit_of_the_point_comes_first(desk):
    ticket = desk.report()
    found = suggested(ticket)[ticket.pk]
    assert (found.department, found.reason) == (desk.city.city_management, "点位责任单位")


def test_else_the_unit_that_was_given_most_of_them_in_this_town(desk, elsewhere):
    for unit in (desk.city.transport, desk.city.transport, desk.city.city_management):
        desk.dispatched(ticket=elsewhere(), department=unit)
    ticket = elsewhere(area=desk.city.north)
    found = suggested(ticket)[ticket.pk]
    assert (found.department, found.reason) == (desk.city.transport, "本街道（乡镇）一年内同类问题多派往该单位（2 件）")


def test_what_was_done_in_another_town_or_of_another_category_says_nothing(desk, elsewhere):
    other = Category.objects.current().get(name="道路不洁")
    for _n in range(2):
        desk.dispatched(ticket=elsewhere(category=other), department=desk.city.transport)
    for _n in range(2):
        desk.dispatched(ticket=elsewhere(area=desk.city.east), department=desk.city.transport)
    ticket = elsewhere()
    assert suggested(ticket)[ticket.pk].department is None


def test_else_the_usual_unit_of_the_category(desk, elsewhere, category):
    category.usual_unit = desk.city.transport
    category.save()
    ticket = elsewhere()
    found = suggested(ticket)[ticket.pk]
    assert (found.department, found.reason) == (desk.city.transport, "该类别默认单位")


def test_a_unit_that_is_no_longer_in_force_is_not_suggested(desk):
    desk.city.city_management.active_to = date(2020, 1, 1)
    desk.city.city_management.save()
    ticket = desk.report()
    assert suggested(ticket)[ticket.pk].department is None


def test_only_the_limits_of_the_category_are_offered_its_own_first(desk, category):
    ticket = desk.report()
    found = suggested(ticket)[ticket.pk]
    fitting = TimeLimit.objects.filter(set__is_current=True, category__in=[category, category.parent, None])
    general = TimeLimit.objects.filter(set__is_current=True, category=None)
    assert {limit.pk for limit in found.limits} == set((fitting | general).values_list("pk", flat=True))
    assert (found.limits[0].category, found.limits[-1].category) == (category, None)
    assert found.limit in found.limits


def test_many_cost_no_more_queries_than_one(desk, elsewhere):
    tickets = [elsewhere() for _n in range(3)]
    rows = list(Ticket.objects.select_related("point__department", "category__usual_unit", "area"))
    assert len(rows) == len(tickets)
    at = AT + timedelta(minutes=1)
    suggest(rows[:1], at=at)
    with CaptureQueriesContext(connection) as for_one:
        suggest(rows[:1], at=at)
    with CaptureQueriesContext(connection) as for_all:
        suggest(rows, at=at)
    assert len(for_all) == len(for_one)
