"""Units, and the parts of an area, ranked by their figures. Every heading sorts and says what it counts."""

from collections import Counter
from collections.abc import Callable

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.domain.figures import Figure
from core.domain.figures.scope import NO_POINT
from reports.domain.cube import VILLAGE
from reports.domain.dashboard import Dashboard, Row
from reports.domain.figures import FIGURES
from reports.presentation.links import asking, elsewhere, records
from reports.presentation.table import SHORT_NAMES, Cell, Column, Line, Table

ROWS_SHOWN = 8
RANKED_BY = ("open", "overdue", "closed", "on_time_rate", "rework_rate", "relapsed")
MOST_URGENT = "overdue"


def units(board: Dashboard, asked: QueryDict) -> Table:
    """Return the responsible units, the worst first unless the address asks for another order."""
    return _ranking("units", _("By unit"), _("Unit"), board.units, _unit_line, board, asked)


def areas(board: Dashboard, asked: QueryDict) -> Table:
    """Return the parts of the chosen area: towns, communities and villages, or the points of a village."""
    if len(board.selection.area) >= VILLAGE:
        return _ranking("areas", _("By point"), pgettext("heading", "Point"), board.points, _point_line, board, asked)
    title = _("By community and village") if len(board.path) > 1 else _("By subdistrict and township")
    return _ranking("areas", title, _("Area"), board.parts, _part_line, board, asked)


MakeLine = Callable[[Row, Dashboard, QueryDict], Line]


def _ranking(
    key: str, title: str, first: str, rows: list[Row], line: MakeLine, board: Dashboard, asked: QueryDict
) -> Table:
    by, down = _order(asked.get(key, ""))
    ordered = sorted(sorted(rows, key=lambda row: row.name), key=lambda row: _rank(row.counts, by), reverse=down)
    shown = ordered if "all" in asked else ordered[:ROWS_SHOWN]
    return Table(
        key,
        title,
        first,
        columns=[_column(name, by, down, key, asked) for name in RANKED_BY],
        lines=[line(row, board, asked) for row in shown],
        total=len(rows),
        whole_query=asking(asked, all="1"),
    )


def _order(sort: str) -> tuple[str, bool]:
    key = sort.lstrip("-")
    return (key, sort.startswith("-")) if key in RANKED_BY else (MOST_URGENT, True)


def _rank(counts: Counter[str], key: str) -> float:
    value = FIGURES[key].value(counts)
    return -1 if value is None else value


def _column(name: str, sorted_by: str, down: bool, param: str, asked: QueryDict) -> Column:
    is_sorted = name == sorted_by
    direction = ("descending" if down else "ascending") if is_sorted else "none"
    query = asking(asked, **{param: name if is_sorted and down else f"-{name}"})
    return Column(SHORT_NAMES[name], FIGURES[name].definition, query, direction)


def _unit_line(row: Row, board: Dashboard, asked: QueryDict) -> Line:
    cells = _cells(row, board, department=row.key)
    return Line(row.name, cells, elsewhere(asked, department=row.key), stays=True)


def _part_line(row: Row, board: Dashboard, asked: QueryDict) -> Line:
    if row.key == board.path[-1][0]:
        return Line(_("In none of them"), _cells(row, board, area=row.key, own="1"))
    return Line(row.name, _cells(row, board, area=row.key), elsewhere(asked, area=row.key), stays=True)


def _point_line(row: Row, board: Dashboard, asked: QueryDict) -> Line:
    cells = _cells(row, board, point=row.key)
    if row.key == NO_POINT:
        return Line(_("At no point"), cells)
    return Line(row.name, cells, reverse("point-detail", args=[row.key]))


def _cells(row: Row, board: Dashboard, **narrower: str) -> list[Cell]:
    return [_cell(FIGURES[key], row, board, narrower) for key in RANKED_BY]


def _cell(figure: Figure, row: Row, board: Dashboard, narrower: dict[str, str]) -> Cell:
    value = figure.value(row.counts)
    url = records(figure.key, board, **narrower) if row.counts[figure.of or figure.key] else ""
    tone = "bad" if figure.key == MOST_URGENT and value else ""
    return Cell(figure.display(row.counts), value, url, tone)
