"""The cockpit on paper: the same figures, rankings and tickets as the page, as words and numbers for the template."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from core import documents
from core.periods import Period
from reports import presentation
from reports.domain.cube import FUNNEL
from reports.domain.dashboard import Dashboard, Day, Late
from reports.domain.figures import FIGURES
from reports.domain.screen import Standing, standings
from reports.presentation import words
from reports.presentation.tiles import Tile

TEMPLATE = "reports/papers/briefing.typ"
ROWS_SHOWN = 8


def pdf(board: Dashboard, *, narrowed: str, is_partial: bool) -> bytes:
    """Return the briefing of a dashboard. ``narrowed`` says in words to what it is narrowed, "" for the whole city.

    ``is_partial``: it was counted over the row scope of one person, and says so.
    """
    return documents.pdf(TEMPLATE, content(board, narrowed=narrowed, is_partial=is_partial), at=board.at)


def content(board: Dashboard, *, narrowed: str, is_partial: bool) -> dict[str, Any]:
    """Return everything that the paper says."""
    whose = _("only what the reader may see") if is_partial else ""
    return {
        "title": _("Campaign briefing of %(city)s") % {"city": settings.CITY_NAME},
        "meta": [_period(board.selection.period), narrowed or _("the whole city"), whose, _as_of(board.at)],
        "words": _words(board),
        "figures": [_figure(tile) for tile in presentation.tiles(board)],
        "steps": [_step(key, board) for key in FUNNEL],
        "columns": [_("Name"), _("Overdue"), _("Not closed"), _("In time")],
        "units": [_row(standing) for standing in standings(board.units, ROWS_SHOWN)],
        "areas": [_row(standing) for standing in standings(board.parts or board.points, ROWS_SHOWN)],
        "worst_columns": [_("Number"), _("Problem"), _("Place"), _("Held by"), _("Overdue for")],
        "worst": [_late(late, board) for late in board.worst],
        "trend": _trend(board.days),
    }


def _words(board: Dashboard) -> dict[str, str]:
    return {
        "figures": _("Figures"),
        **{key: str(presentation.sheet(key, board, QueryDict()).title) for key in ("funnel", "units", "areas")},
        "order": _("by overdue, then open problems"),
        "worst": _("Longest overdue"),
        "none_late": _("Nothing is overdue."),
        "trend": _("Day by day"),
        "new": _("New"),
        "closed": _("Closed"),
        "definitions": _("Definitions"),
    }


def _period(period: Period) -> str:
    return _("period %(first)s to %(last)s") % {"first": _day(period.first), "last": _day(period.last)}


def _day(day: date) -> str:
    return day.strftime("%Y-%m-%d")


def _as_of(at: datetime) -> str:
    return f"{_('Data as of')} {timezone.localtime(at):%Y-%m-%d %H:%M}"


def _figure(tile: Tile) -> dict[str, str]:
    change = _("%(change)s against the period before") % {"change": tile.change} if tile.change else ""
    return {
        "name": str(tile.figure.name),
        "value": tile.value,
        "change": change,
        "tone": "bad" if tile.figure.key == "overdue" else tile.tone,
        "definition": str(tile.figure.definition),
    }


def _step(key: str, board: Dashboard) -> dict[str, Any]:
    number = board.totals[key]
    return {"name": str(FIGURES[key].name), "number": number, "text": f"{number:,}"}


def _row(standing: Standing) -> dict[str, Any]:
    return {
        "name": standing.name,
        "overdue": f"{standing.overdue:,}",
        "open": f"{standing.open:,}",
        "on_time": standing.on_time,
        "late": standing.overdue > 0,
    }


def _late(late: Late, board: Dashboard) -> dict[str, str]:
    """Tell a late ticket by its unit: who in the unit holds it stays on the page, paper goes further."""
    return {
        "number": late.number,
        "category": late.category,
        "place": late.place,
        "department": late.department or "—",
        "late_for": words.length(board.at - late.due_at) if late.due_at else "—",
    }


def _trend(days: list[Day]) -> dict[str, list]:
    return {
        "days": [f"{day.date:%m-%d}" for day in days],
        "new": [day.counts["new"] for day in days],
        "closed": [day.counts["closed"] for day in days],
    }
