"""The figures of problems by their keys, and those that stand above the dashboard."""

from inspections.domain import figures

FIGURES = {figure.key: figure for figure in figures.FIGURES}
HEADLINES = ("open", "new", "closed", "overdue", "on_time_rate", "closure_rate", "rework_rate", "relapsed")
