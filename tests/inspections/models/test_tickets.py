"""Say where a problem is, as exactly as it is known."""

import pytest

from command.models import Area
from inspections.models import Point, Ticket

TOWN = Area(code="130682104", name="南城区街道")


@pytest.mark.parametrize(
    ("known", "place_name", "where"),
    [
        ({"point": Point(code="P1", name="北城市场"), "place": "门口"}, "北城市场", "北城市场"),
        ({"place": "兴华路口"}, "兴华路口", "兴华路口"),
        ({}, "", "南城区街道"),
    ],
)
def test_a_problem_is_at_its_point_else_where_it_was_told_else_in_its_area(known, place_name, where):
    ticket = Ticket(area=TOWN, **known)
    assert (ticket.place_name, ticket.where) == (place_name, where)
