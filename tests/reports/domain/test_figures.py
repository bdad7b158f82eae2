"""Rates as they are published, and what an empty denominator prints."""

import pytest

from reports.domain.figures import FIGURES

MOVES = [("new", 1200), ("closed", -3), ("on_time_rate", -1.5), ("closed", 0), ("open", None)]


@pytest.mark.parametrize(
    ("key", "counts", "printed"),
    [
        ("closure_rate", {"closed": 911, "due": 972}, "93.72%"),
        ("on_time_rate", {"on_time": 737, "due": 972}, "75.82%"),
    ],
)
def test_a_rate_prints_the_number_that_tianmen_published(key, counts, printed):
    assert FIGURES[key].display(counts) == printed


@pytest.mark.parametrize(
    ("closed", "due", "printed"),
    [(0, 9, "0.00%"), (1, 99_999, "0.01%"), (2, 3, "66.67%"), (99_998, 99_999, "99.99%"), (9, 9, "100.00%")],
)
def test_not_quite_all_is_never_printed_as_all_nor_hardly_any_as_none(closed, due, printed):
    assert FIGURES["closure_rate"].display({"closed": closed, "due": due}) == printed


def test_a_rate_of_nothing_prints_a_dash():
    assert FIGURES["on_time_rate"].display({"on_time": 0, "due": 0}) == "—"


def test_a_count_prints_thousands_apart():
    assert FIGURES["new"].display({"new": 27000}) == "27,000"


def test_a_rate_moves_in_percentage_points():
    moved = FIGURES["closure_rate"].change_of({"closed": 9, "due": 10}, {"closed": 8, "due": 10})
    assert moved == 10.0


def test_what_stands_at_a_moment_has_no_change():
    assert FIGURES["open"].change_of({"open": 5}, {"open": 3}) is None


def test_a_rate_that_was_empty_before_has_no_change():
    assert FIGURES["closure_rate"].change_of({"closed": 9, "due": 10}, {"closed": 0, "due": 0}) is None


def test_a_move_is_told_with_its_sign_and_in_the_unit_of_the_figure():
    moves = [(FIGURES[key].moved(by), FIGURES[key].tone(by)) for key, by in MOVES]
    assert moves == [
        ("+1,200", "neutral"),
        ("-3", "bad"),
        ("-1.50 个百分点", "bad"),
        ("持平", "neutral"),
        ("", "neutral"),
    ]
