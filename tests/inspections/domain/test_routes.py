"""The way through the points of a day: never longer than what it was made from."""

from hypothesis import given
from hypothesis import strategies as st

from inspections.domain import routes

PLACES = st.lists(st.tuples(st.floats(114.6, 115.5), st.floats(38.1, 38.8)), max_size=12, unique=True)


def test_points_on_a_street_are_visited_along_it():
    street = [(115.0, 38.5), (115.3, 38.5), (115.1, 38.5), (115.2, 38.5)]
    assert routes.shortest(street) == [0, 2, 3, 1]


def test_a_crossing_that_the_nearest_neighbour_makes_is_undone():
    places = [(115.03, 38.52), (115.00, 38.52), (115.03, 38.50), (115.01, 38.51)]
    assert (routes._nearest(places), routes.shortest(places)) == ([0, 3, 1, 2], [0, 2, 3, 1])


def test_no_point_and_one_point_are_ways_too():
    assert (routes.shortest([]), routes.shortest([(115.0, 38.5)])) == ([], [0])


@given(PLACES)
def test_every_point_is_visited_once_from_the_first_on_and_no_later_than_in_the_given_order(places):
    order = routes.shortest(places)
    assert (sorted(order), order[:1]) == (list(range(len(places))), list(range(len(places)))[:1])
    nearest = routes._nearest(places)
    assert routes.length(places, order) <= routes.length(places, nearest) + 1e-3
