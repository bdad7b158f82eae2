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
