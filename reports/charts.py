"""Drawings for pages, as numbers that a template writes into SVG. No inline style: classes only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 720, 180
LEFT, RIGHT, TOP, BOTTOM = 36, 8, 10, 24
LABELS = 6
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 120, 28, 3


@dataclass(frozen=True)
class Spark:
    """A line without scales: how a figure ran. ``end`` is its last point."""

    points: str
    end: tuple[float, float]
    width: int = SPARK_WIDTH
    height: int = SPARK_HEIGHT


def spark(values: Sequence[float | int | None], *, from_zero: bool = False) -> Spark | None:
    """Lay out a course; None where fewer than two of its values are known. Counts begin at zero, rates at the least."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return None
    low, high = min(value for _place, value in known), max(value for _place, value in known)
    low = min(low, 0) if from_zero else low
    points = [_spark_point(place, value, len(values), low, high) for place, value in known]
    return Spark(" ".join(f"{x},{y}" for x, y in points), points[-1])


def _spark_point(place: int, value: float, count: int, low: float, high: float) -> tuple[float, float]:
    across = SPARK_EDGE + place / (count - 1) * (SPARK_WIDTH - 2 * SPARK_EDGE)
    up = (value - low) / (high - low) if high > low else 0.5
    return round(across, 1), round(SPARK_HEIGHT - SPARK_EDGE - up * (SPARK_HEIGHT - 2 * SPARK_EDGE), 1)


@dataclass(frozen=True)
class Day:
    """One day of the chart: where its column stands, and what it tells."""

    x: float
    width: float
    date: date
    new: int
    closed: int


@dataclass(frozen=True)
class Trend:
    """Two lines over the days of a period."""

    new: str
    closed: str
    days: list[Day]
    labels: list[Day]
    grid: list[tuple[float, int]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM
    top: int = TOP


def trend(rows: Sequence[tuple[date, int, int]]) -> Trend:
    """Lay out the days (date, new, closed) as a chart; an empty sequence is an empty chart."""
    top = _round_up(max((max(new, closed) for _day, new, closed in rows), default=0))
    step = (WIDTH - LEFT - RIGHT) / max(len(rows), 1)
    days = [Day(round(LEFT + n * step, 1), round(step, 1), *row) for n, row in enumerate(rows)]
    return Trend(
        new=" ".join(f"{_middle(day)},{_y(day.new, top)}" for day in days),
        closed=" ".join(f"{_middle(day)},{_y(day.closed, top)}" for day in days),
        days=days,
        labels=days[:: max(1, -(-len(days) // LABELS))],
        grid=[(_y(value, top), value) for value in (0, top // 2, top)],
    )


def _middle(day: Day) -> float:
    return round(day.x + day.width / 2, 1)


def _y(value: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP), 1)


def _round_up(value: int) -> int:
    """Return the next number that makes an even scale: 2, 4, 6, 8, 10, 20, 40, …"""
    scale = 1
    while True:
        for step in (2, 4, 6, 8, 10):
            if value <= step * scale:
                return step * scale
        scale *= 10
