"""The chart of the days."""

from datetime import date, timedelta

from reports import charts

DAYS = [(date(2026, 11, 1) + timedelta(days=n), n, n // 2) for n in range(30)]


def test_every_day_has_a_column_inside_the_drawing():
    chart = charts.trend(DAYS)
    assert len(chart.days) == 30
    assert all(day.x >= charts.LEFT and day.x + day.width <= charts.WIDTH for day in chart.days)


def test_the_scale_is_even_and_reaches_the_highest_day():
    assert [value for _y, value in charts.trend(DAYS).grid] == [0, 20, 40]


def test_days_without_problems_draw_a_flat_line():
    assert charts.trend([(date(2026, 11, 1), 0, 0)]).new == "374.0,156.0"


def test_a_course_of_counts_begins_at_zero_and_one_of_rates_at_its_least():
    counts, rates = charts.spark([2, 2, 4], from_zero=True), charts.spark([0.5, 0.75, 1.0])
    assert (counts.points, counts.end) == ("3.0,14.0 60.0,14.0 117.0,3.0", (117.0, 3.0))
    assert rates.points == "3.0,25.0 60.0,14.0 117.0,3.0"


def test_an_unknown_value_leaves_its_place_free_and_one_value_is_no_course():
    assert charts.spark([1, None, 1]).points == "3.0,14.0 117.0,14.0"
    assert charts.spark([None, 1]) is None
