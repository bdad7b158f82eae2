"""The registry of figures (design §5): every number that an official reads, with its definition and its records.

Each app declares its own in ``<app>/domain/figures.py`` and registers them when it starts.
"""

from core.domain.figures.figure import Among, Figure, all_figures, get, groups, register
from core.domain.figures.measuring import Comparison, Value, compare, measure
from core.domain.figures.scope import BEGINNING, EVERYTHING, Scope

__all__ = [
    "BEGINNING",
    "EVERYTHING",
    "Among",
    "Comparison",
    "Figure",
    "Scope",
    "Value",
    "all_figures",
    "compare",
    "get",
    "groups",
    "measure",
    "register",
]
