"""Which figures stand above the dashboard, and how far they moved."""

from collections.abc import Mapping

from core.domain.figures import Figure
from core.domain.figures.figure import Text
from inspections.domain import figures

__all__ = ["FIGURES", "HEADLINES", "Figure", "Text", "change"]

FIGURES = {figure.key: figure for figure in figures.FIGURES}
HEADLINES = ("open", "new", "closed", "overdue", "on_time_rate", "closure_rate", "rework_rate", "relapsed")


def change(figure: Figure, now: Mapping[str, int], before: Mapping[str, int]) -> float | int | None:
    """Return how far the figure moved: a difference of counts, or percentage points of a rate."""
    return figure.change(figure.value(now), figure.value(before))
