"""The dashboard as tables: each chart of the page has one, and each is a sheet of a workbook as well."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from core.domain.figures import Figure
from core.periods import Period
from reports.domain.cube import FUNNEL
from reports.domain.dashboard import Dashboard, Row
from reports.domain.figures import FIGURES, HEADLINES
from reports.presentation import words
from reports.presentation.links import elsewhere, records, workbook
from reports.presentation.rankings import areas, units
from reports.presentation.table import SHORT_NAMES, Cell, Column, Line, Table


def categories(board: Dashboard, asked: QueryDict) -> Table:
    """Return the most frequent categories, with how they moved."""
    longest = max((row.counts["new"] for row in board.categories), default=1) or 1
    new = FIGURES["new"].definition
    return Table(
        "categories",
        _("Most frequent problems"),
        _("Category"),
        columns=[Column(_("New"), new), Column(_("Period before"), new), Column(pgettext("heading", "Change"))],
        lines=[_category_line(row, board, longest, asked) for row in board.categories],
        total=len(board.categories),
    )


def _category_line(row: Row, board: Dashboard, longest: int, asked: QueryDict) -> Line:
    now, before, selection = row.counts["new"], row.before["new"], board.selection
    url = records("new", board, category=row.key)
    earlier = records("new", board, selection.period.previous, category=row.key) if before else ""
    cells = [
        Cell(f"{now:,}", now, url),
        Cell(f"{before:,}", before, earlier),
        Cell(_signed(now - before), now - before),
    ]
    return Line(row.name, cells, elsewhere(asked, category=row.key), stays=True, bar=round(now / longest * 100))


def _signed(by: int) -> str:
    return f"{by:+,}" if by else "±0"


def funnel(board: Dashboard, asked: QueryDict) -> Table:
    """Return how far the problems of the period have got: each step with its share of the registered."""
    registered = board.totals[FUNNEL[0]]
    return Table(
        "funnel",
        _("How far the problems of the period have got"),
        _("Step"),
        columns=[Column(_("Problems")), Column(_("Of the registered"))],
        lines=[_step(FIGURES[key], board, registered) for key in FUNNEL],
        total=len(FUNNEL),
        definitions=[(FIGURES[key].name, FIGURES[key].definition) for key in FUNNEL],
    )


def _step(figure: Figure, board: Dashboard, registered: int) -> Line:
    number = board.totals[figure.key]
    share = number / registered if registered else None
    url = records(figure.key, board) if number else ""
    told = Cell("—" if share is None else f"{share * 100:.1f}%", share)
    return Line(str(figure.name), [Cell(f"{number:,}", number, url), told], bar=round((share or 0) * 100))


DAY_COLUMNS = ("new", "closed")


def days(board: Dashboard, asked: QueryDict) -> Table:
    """Return what was reported and closed on each day."""
    return Table(
        "days",
        _("Day by day"),
        pgettext_lazy("heading", "Day"),
        columns=[Column(SHORT_NAMES[key], FIGURES[key].definition) for key in DAY_COLUMNS],
        lines=[Line(f"{day.date:%Y-%m-%d}", [_on_day(key, day, board) for key in DAY_COLUMNS]) for day in board.days],
        total=len(board.days),
    )


def _on_day(key: str, day: Any, board: Dashboard) -> Cell:
    number = day.counts[key]
    return Cell(f"{number:,}", number, records(key, board, Period(day.date, day.date)) if number else "")


def figures(board: Dashboard, asked: QueryDict) -> Table:
    """Return the headline figures."""
    return Table(
        "figures",
        _("Figures"),
        _("Figure"),
        columns=[Column(_("Value")), Column(_("Against the period before"))],
        lines=[_figure_line(FIGURES[key], board) for key in HEADLINES],
        total=len(HEADLINES),
        definitions=[(FIGURES[key].name, FIGURES[key].definition) for key in HEADLINES],
    )


def _figure_line(figure: Figure, board: Dashboard) -> Line:
    by = figure.change_of(board.totals, board.before)
    value = Cell(figure.display(board.totals), figure.value(board.totals), records(figure.key, board))
    return Line(str(figure.name), [value, Cell(figure.moved(by), by)])


def overdue(board: Dashboard, asked: QueryDict) -> Table:
    """Return the problems that are overdue longest: who holds them since when, and how late they are."""
    names = (_("Problem"), _("Place"), _("Unit"), _("Handler"), _("Held since"), _("Deadline"), _("Overdue for"))
    return Table(
        "overdue",
        _("Longest overdue"),
        _("Number"),
        columns=[Column(name) for name in names],
        lines=[_late_line(late, board) for late in board.worst],
        total=len(board.worst),
        definitions=[(FIGURES["overdue"].name, FIGURES["overdue"].definition)],
    )


def _late_line(late: Any, board: Dashboard) -> Line:
    told = (late.category, late.place, late.department, late.handler, _day(late.held_since), _day(late.due_at))
    cells = [Cell(text) for text in (*told, words.length(board.at - late.due_at))]
    return Line(late.number, cells, reverse("ticket-detail", args=[late.number]))


def _day(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else "—"


SHEETS: dict[str, Callable[[Dashboard, QueryDict], Table]] = {
    "figures": figures,
    "funnel": funnel,
    "units": units,
    "areas": areas,
    "categories": categories,
    "days": days,
    "overdue": overdue,
}


def sheet(key: str, board: Dashboard, asked: QueryDict) -> Table:
    """Return the table of that key with all its rows. ``KeyError`` where there is none."""
    whole = asked.copy()
    whole["all"] = "1"
    return SHEETS[key](board, whole)


def tables(board: Dashboard, asked: QueryDict) -> dict[str, Table]:
    """Return every table of the page by its key."""
    return {key: replace(make(board, asked), workbook=workbook(key, asked)) for key, make in SHEETS.items()}
