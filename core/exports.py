"""Rows as a workbook. Written row by row to a temporary file, so that its size costs no memory."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Text = str | Promise
# Excel's own limit, less the header.
ROWS_A_SHEET = 1_048_575
CHUNK = 2000
LONGEST_NAME = 31
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it holds, how wide it is (characters), what it means, where its text leads."""

    heading: Text
    value: Callable[[Any], Any]
    width: int = 14
    meaning: Text = ""
    url: Callable[[Any], str] | None = None


def told(rows: Iterable[Any], progress: Callable[[int, int], None] | None, total: int) -> Iterator[Any]:
    """Yield ``rows``, telling ``progress`` how many of ``total`` have gone by."""
    for done, row in enumerate(rows):
        if progress and done % CHUNK == 0:
            progress(done, total)
        yield row


def write(rows: Iterable[Any], columns: Sequence[Column], *, name: str, about: Iterable[tuple[str, str]]) -> IO[bytes]:
    """Return a temporary file, at its start, with a workbook of ``rows`` and a second sheet of what it is.

    ``name`` is the name of the first sheet; a longer list goes on in further ones. ``about`` are pairs of words
    for the last sheet: figure, filter, person, time. Text is written as text, so that nothing that somebody
    typed can run as a formula.
    """
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        _write_rows(book, rows, columns, name)
        _write_about(book, columns, about)
    target.seek(0)
    return target


def _write_rows(book: xlsxwriter.Workbook, rows: Iterable[Any], columns: Sequence[Column], name: str) -> None:
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
    sheet = _new_sheet(book, columns, name)
    for index, row in enumerate(rows):
        if index and index % ROWS_A_SHEET == 0:
            sheet = _new_sheet(book, columns, name, f" {index // ROWS_A_SHEET + 1}")
        for place, column in enumerate(columns):
            _write(sheet, index % ROWS_A_SHEET + 1, place, column.value(row), moment)


def sheet_name(name: str, suffix: str = "") -> str:
    """Return a name that Excel takes for a sheet: 31 characters, none of its forbidden ones, no quote at an end."""
    plain = FORBIDDEN_IN_NAMES.sub(" ", name)[: LONGEST_NAME - len(suffix)].strip(" '")
    return f"{plain}{suffix}"


def _new_sheet(book: xlsxwriter.Workbook, columns: Sequence[Column], name: str, suffix: str = "") -> Any:
    bold = book.add_format({"bold": True, "bg_color": "#E8EFF8", "bottom": 1})
    sheet = book.add_worksheet(sheet_name(name, suffix))
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, str(column.heading), bold)
    return sheet


def _write(sheet: Any, row: int, place: int, value: Any, moment: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, place, timezone.localtime(value).replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_string(row, place, value.isoformat())
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, place, value)
    elif value:
        sheet.write_string(row, place, str(value))


def _write_about(book: xlsxwriter.Workbook, columns: Sequence[Column], about: Iterable[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(_("About this list"))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    meanings = ((str(column.heading), str(column.meaning)) for column in columns if column.meaning)
    for row, (name, text) in enumerate([*about, ("", ""), *meanings]):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
