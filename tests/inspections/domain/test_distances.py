"""Distances over the ground, worked out by hand."""

import pytest

from inspections.domain.distances import metres


def test_a_degree_of_latitude_is_111_km():
    assert metres((115.0, 38.0), (115.0, 39.0)) == pytest.approx(111_195, abs=1)


def test_a_degree_of_longitude_at_60_degrees_north_is_half_of_one_at_the_equator():
    at_the_equator = metres((0.0, 0.0), (1.0, 0.0))
    assert metres((0.0, 60.0), (1.0, 60.0)) == pytest.approx(at_the_equator / 2, rel=0.0001)
