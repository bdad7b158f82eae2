"""What is likely the same problem, and what was told apart."""

from datetime import timedelta

import pytest

from inspections.domain import duplicates, tickets
from inspections.errors import NotAllowed, WrongTarget
from inspections.models import Category, NotDuplicate, Ticket
from tests.inspections.times import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(desk) -> Ticket:
    return desk.report(description="市场东门外堆放垃圾")


def found(ticket, user) -> list[Ticket]:
    return [each.ticket for each in duplicates.likely(Ticket.objects.get(pk=ticket.pk), user=user)]


@pytest.mark.parametrize(
    ("facts", "is_found"),
    [
        ({}, True),
        ({"description": "路灯不亮"}, True),
        ({"category": "道路不洁", "description": "东门外堆放着垃圾"}, True),
        ({"category": "道路不洁", "description": "路灯不亮"}, False),
        ({"point": None, "longitude": 115.001, "latitude": 38.5}, True),
        ({"point": None, "longitude": 115.01, "latitude": 38.5}, False),
    ],
)
def test_place_and_category_or_words_make_two_problems_alike(desk, first, facts, is_found):
    if name := facts.get("category"):
        facts = facts | {"category": Category.objects.current().get(name=name)}
    where = {"area": desk.city.north_street} if "point" in facts else {}
    other = desk.report("09:30", description=facts.get("description", "同一处"), **where, **_but(facts, "description"))
    assert found(first, desk.cast.clerk) == ([other] if is_found else [])


def _but(facts, name):
    return {key: value for key, value in facts.items() if key != name}


def test_near_places_count_within_two_weeks_only(desk, first):
    place = {"point": None, "area": desk.city.north, "longitude": 115.001, "latitude": 38.5}
    tickets.report(
        source="patrol",
        category=desk.category,
        description="垃圾",
        by=desk.cast.inspector,
        at=on("09:00") + timedelta(days=15),
        **place,
    )
    assert found(first, desk.cast.clerk) == []


def test_what_is_closed_or_out_of_scope_is_not_suggested(desk, first):
    tickets.void(desk.report("09:10"), by=desk.cast.clerk, at=on("09:20"), note="重复")
    other = desk.report("09:30")
    assert found(first, desk.cast.clerk) == [other]
    assert found(first, desk.cast.other_handler) == []


def test_the_same_point_and_category_come_first(desk, first):
    near = desk.report("09:10", point=None, area=desk.city.north, longitude=115.0, latitude=38.5)
    same = desk.report("09:20")
    assert found(first, desk.cast.clerk) == [same, near]


def test_two_that_were_told_apart_are_not_suggested_again_to_either(desk, first, django_assert_num_queries):
    other = desk.report("09:30")
    assert duplicates.clusters(desk.cast.clerk) == [(first.pk, other.pk, 2)]
    for pair in ((other, first), (first, other)):
        duplicates.tell_apart(*pair, by=desk.cast.clerk, at=on("10:00"))
    assert NotDuplicate.objects.count() == 1
    assert (found(first, desk.cast.clerk), found(other, desk.cast.clerk)) == ([], [])
    assert duplicates.clusters(desk.cast.clerk) == []
    fresh = Ticket.objects.select_related("point").get(pk=first.pk)
    clerk = desk.cast.clerk
    assert clerk.roles
    with django_assert_num_queries(1):
        duplicates.likely(fresh, user=clerk)


def test_only_the_office_tells_apart_and_only_two(desk, first):
    other = desk.report("09:30")
    with pytest.raises(NotAllowed):
        duplicates.tell_apart(first, other, by=desk.cast.handler, at=on("10:00"))
    with pytest.raises(WrongTarget):
        duplicates.tell_apart(first, first, by=desk.cast.clerk, at=on("10:00"))


def test_distance_and_likeness_are_as_worked_out_by_hand(desk, first):
    other = desk.report(
        "09:30", point=None, area=desk.city.north, longitude=115.0, latitude=38.501, description="堆放垃圾"
    )
    found_ = duplicates.likeness(first, other)
    # A thousandth of a degree of latitude is 111 m; 3 pairs of characters are shared, of 8 and 3 that are 8 together.
    assert (found_.metres, found_.alike, found_.percent) == (111, 3 / 8, 38)
