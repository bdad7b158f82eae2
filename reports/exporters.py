"""Workbooks: a table of the dashboard with what its numbers mean, and the records behind a figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import listings
from core.domain.figures import Figure, Value
from core.exports import Column, write
from core.record_exports import Export
from reports import passports
from reports.domain.dashboard import Dashboard
from reports.domain.passports import counted
from reports.forms import FigureForm
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


@dataclass(frozen=True)
class RecordExport(Export):
    """The records behind a figure."""

    figure: Figure

    @property
    def title(self) -> str:
        return str(self.figure.name)

    @property
    def sheet(self) -> str:
        return _("Records")

    @cached_property
    def form(self) -> FigureForm:
        return FigureForm(self.query, today=timezone.localdate(self.at), figure=self.figure)

    @cached_property
    def value(self) -> Value:
        return counted(self.figure, self.form.scope(at=self.at), self.user).now

    @property
    def rows(self) -> QuerySet:
        return self.figure.rows(self.value.scope, self.user)

    @property
    def columns(self) -> Sequence[Column]:
        return passports.sheet_columns(self.figure, self.rows)

    def streamed(self) -> Iterable[Any]:
        rows = self.rows
        return listings.of(rows.model).in_workbook(rows)

    def about(self) -> list[tuple[str, str]]:
        words = passports.filter_in_words(self.figure, self.form, self.value.scope)
        return passports.about(self.figure, self.value, words, self.user)
