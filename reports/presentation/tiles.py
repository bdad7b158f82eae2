"""The headline figures: value, how it moved, its course over the period."""

from collections import Counter
from dataclasses import dataclass

from core.domain.figures import Figure
from core.periods import Period
from reports.charts import Spark, spark
from reports.domain.dashboard import Dashboard, Day
from reports.domain.figures import FIGURES, HEADLINES
from reports.presentation.links import records

# A course is drawn of at most so many points; each is the figure over as many days.
MOST_POINTS = 15
# Stocks whose past is known day by day. What was open on a day is not: its rejections keep no time.
KNOWN_STOCKS = {"overdue": "late"}


@dataclass(frozen=True)
class Tile:
    """A headline: the figure, its value, how it moved, its course, and where its records are."""

    figure: Figure
    value: str
    url: str
    change: str
    tone: str
    spark: Spark | None
    step: int
    is_zero: bool


def tiles(board: Dashboard) -> list[Tile]:
    return [_tile(FIGURES[key], board) for key in HEADLINES]


def _tile(figure: Figure, board: Dashboard) -> Tile:
    by = figure.change_of(board.totals, board.before)
    step = step_of(board.selection.period)
    course = [_at(figure, part) for part in buckets(board.days, step)]
    return Tile(
        figure=figure,
        value=figure.display(board.totals),
        url=records(figure.key, board),
        change=figure.moved(by),
        tone=figure.tone(by),
        spark=spark(course, from_zero=not figure.is_rate),
        step=step,
        is_zero=not figure.value(board.totals),
    )


def step_of(period: Period) -> int:
    """Return how many days one point of a course stands for."""
    return -(-period.days // MOST_POINTS)


def buckets(days: list[Day], step: int) -> list[list[Day]]:
    """Return the days in parts of ``step``; the last part is whole, the first may be shorter."""
    first = len(days) % step or step
    return [days[:first], *(days[start : start + step] for start in range(first, len(days), step))] if days else []


def _at(figure: Figure, days: list[Day]) -> float | int | None:
    """Return the figure over some days, by its own definition."""
    if not figure.is_flow:
        known = KNOWN_STOCKS.get(figure.key)
        return days[-1].counts[known] if known else None
    total = sum((day.counts for day in days), Counter())
    total["due"] = total["closed"] + days[-1].counts["late"]
    return figure.value(total)
