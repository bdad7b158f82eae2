"""The dashboard as a page shows it: figures with their change, tables with links to the records behind each number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.domain.dashboard import Dashboard, Late, Row, Selection
from reports.domain.figures import FIGURES, HEADLINES, Figure, change
from reports.forms import Span

ROWS_SHOWN = 12
COLUMNS = ("open", "overdue", "closed", "on_time_rate", "rework_rate", "relapsed")
SHORT_NAMES = {
    "open": gettext_lazy("Not closed"),
    "overdue": gettext_lazy("Overdue"),
    "closed": gettext_lazy("Closed"),
    "on_time_rate": gettext_lazy("In time"),
    "rework_rate": gettext_lazy("Reworked"),
    "relapsed": gettext_lazy("Back again"),
}
MOST_URGENT = "overdue"


def records(counted: str, selection: Selection, **narrower: str) -> str:
    """Return the address of the passport of a number: its definition, and exactly the tickets that it counts."""
    chosen = {
        "period": Span.CUSTOM,
        "since": selection.period.first.isoformat(),
        "until": selection.period.last.isoformat(),
        "department": selection.department or "",
        "area": selection.area,
        "category": selection.category or "",
        **narrower,
    }
    return f"{reverse('figure', args=[counted])}?{urlencode({key: value for key, value in chosen.items() if value})}"


@dataclass(frozen=True)
class Tile:
    """A headline: the figure, its value, how it moved, and where its records are."""

    figure: Figure
    value: str
    url: str
    change: str
    tone: str


@dataclass(frozen=True)
class Cell:
    value: str
    url: str
    is_bad: bool = False


@dataclass(frozen=True)
class Line:
    name: str
    cells: list[Cell]


@dataclass(frozen=True)
class Column:
    """A heading that sorts. ``query`` is the address that sorts by it, or turns its order round."""

    name: Any
    query: str
    direction: str


@dataclass(frozen=True)
class Table:
    columns: list[Column]
    lines: list[Line]
    total: int
    whole_query: str

    @property
    def is_cut(self) -> bool:
        return len(self.lines) < self.total


def tiles(board: Dashboard) -> list[Tile]:
    return [_tile(FIGURES[key], board) for key in HEADLINES]


def _tile(figure: Figure, board: Dashboard) -> Tile:
    moved = change(figure, board.totals, board.before)
    return Tile(
        figure=figure,
        value=figure.display(board.totals),
        url=records(figure.key, board.selection),
        change=_moved(figure, moved),
        tone=_tone(figure, moved),
    )


def _moved(figure: Figure, moved: float | int | None) -> str:
    if moved is None:
        return ""
    if figure.of:
        return _("%(change)s percentage points") % {"change": f"{moved:+.2f}"}
    return f"{moved:+,}"


def _tone(figure: Figure, moved: float | int | None) -> str:
    if not moved or not figure.more_is:
        return "neutral"
    return "good" if (moved > 0) == (figure.more_is == "good") else "bad"


def table(rows: list[Row], board: Dashboard, *, by: str, param: str, asked: QueryDict) -> Table:
    """Return the rows in the order that the address asks for under ``param``.

    ``by`` is the filter of the list that a row's key narrows.
    """
    key, down = _order(asked.get(param, ""))
    ordered = sorted(sorted(rows, key=lambda row: row.name), key=lambda row: _rank(row.counts, key), reverse=down)
    shown = ordered if "all" in asked else ordered[:ROWS_SHOWN]
    return Table(
        columns=[_column(name, key, down, param, asked) for name in COLUMNS],
        lines=[_line(row, board.selection, by) for row in shown],
        total=len(rows),
        whole_query=_with(asked, all="1"),
    )


def _order(sort: str) -> tuple[str, bool]:
    key = sort.lstrip("-")
    return (key, sort.startswith("-")) if key in COLUMNS else (MOST_URGENT, True)


def _with(asked: QueryDict, **changes: str) -> str:
    return urlencode({**asked.dict(), **changes})


def _rank(counts: Mapping[str, int], key: str) -> float:
    value = FIGURES[key].value(counts)
    return -1 if value is None else value


def _column(name: str, sorted_by: str, down: bool, param: str, asked: QueryDict) -> Column:
    is_sorted = name == sorted_by
    direction = ("descending" if down else "ascending") if is_sorted else "none"
    return Column(SHORT_NAMES[name], _with(asked, **{param: name if is_sorted and down else f"-{name}"}), direction)


def _line(row: Row, selection: Selection, by: str) -> Line:
    return Line(row.name, [_cell(FIGURES[key], row, selection, by) for key in COLUMNS])


def _cell(figure: Figure, row: Row, selection: Selection, by: str) -> Cell:
    url = records(figure.key, selection, **{by: row.key}) if row.counts[figure.of or figure.key] else ""
    return Cell(figure.display(row.counts), url, is_bad=figure.key == "overdue" and row.counts["overdue"] > 0)


def worst(board: Dashboard) -> list[tuple[Late, str]]:
    """Return the longest overdue tickets, each with for how long: in days, within the first day in hours."""
    return [(late, _length(board.at - late.due_at)) for late in board.worst if late.due_at]


def _length(late_by: timedelta) -> str:
    if late_by.days:
        return ngettext("%(n)d day", "%(n)d days", late_by.days) % {"n": late_by.days}
    hours = late_by // timedelta(hours=1)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


@dataclass(frozen=True)
class Bar:
    """One category: its count, and the length of its bar in per cent of the longest."""

    name: str
    count: int
    length: int
    url: str


def bars(board: Dashboard) -> list[Bar]:
    longest = max((row.counts["new"] for row in board.categories), default=1)
    return [
        Bar(
            row.name,
            row.counts["new"],
            round(row.counts["new"] / longest * 100),
            records("new", board.selection, category=row.key),
        )
        for row in board.categories
    ]
