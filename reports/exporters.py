"""A table of the dashboard as a workbook: the numbers of the page, and what they mean."""

from collections.abc import Iterable
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from core.exports import Column, write
from reports.domain.dashboard import Dashboard
from reports.presentation.table import Line, Table

WIDE, NARROW = 30, 16


def write_table(table: Table, board: Dashboard, *, about: Iterable[tuple[str, str]]) -> IO[bytes]:
    """Return a temporary file, at its start. A rate is written as a share of one; ``about`` says more of the scope."""
    columns = [
        Column(table.first, lambda line: line.name, WIDE),
        *map(_column, range(len(table.columns)), table.columns),
    ]
    return write(table.lines, columns, name=str(table.title), about=[*_scope(board), *about, *_meanings(table)])


def _column(place: int, column: object) -> Column:
    return Column(column.name, lambda line: _value(line, place), NARROW)  # type: ignore[attr-defined]


def _value(line: Line, place: int) -> float | int | str:
    cell = line.cells[place]
    return cell.text if cell.number is None else cell.number


def _scope(board: Dashboard) -> list[tuple[str, str]]:
    period = board.selection.period
    return [
        (_("Period"), f"{period.first:%Y-%m-%d} – {period.last:%Y-%m-%d}"),
        (_("Time of the data"), f"{timezone.localtime(board.at):%Y-%m-%d %H:%M:%S}"),
    ]


def _meanings(table: Table) -> list[tuple[str, str]]:
    return [(str(name), str(text)) for name, text in table.meanings]
