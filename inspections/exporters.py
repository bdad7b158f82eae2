"""Tickets as a workbook. Written row by row to a temporary file, so that its size costs no memory."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inspections.choices import Source, TicketState
from inspections.models import Ticket
from inspections.presentation import limit_in_words

# Excel's own limit, less the header.
ROWS_A_SHEET = 1_048_575
CHUNK = 2000


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it holds, how wide it is (characters), and what its figures mean."""

    heading: str | Promise
    value: Callable[[Ticket], Any]
    width: int = 14
    meaning: str | Promise = ""


COLUMNS = (
    Column(_("number"), lambda t: t.number, 16),
    Column(_("state"), lambda t: TicketState(t.state).label, 10),
    Column(_("source"), lambda t: Source(t.source).label, 10),
    Column(_("category"), lambda t: t.category.name, 18),
    Column(_("point code"), lambda t: t.point.code if t.point else "", 14),
    Column(_("point"), lambda t: t.point.name if t.point else t.place, 28),
    Column(_("area"), lambda t: t.area.name, 14),
    Column(_("description"), lambda t: t.description, 40),
    Column(_("found by"), lambda t: t.finder_department.name if t.finder_department else "", 14),
    Column(
        _("followed by"),
        lambda t: t.followed_by.name if t.followed_by else "",
        14,
        _("The supervision group that found it, or else that confirmed it on site."),
    ),
    Column(_("responsible unit"), lambda t: t.department.name if t.department else "", 24),
    Column(_("reported at"), lambda t: t.reported_at, 17),
    Column(_("registered at"), lambda t: t.registered_at, 17, _("The moment of 立案; a patrol's finding at once.")),
    Column(_("dispatched at"), lambda t: t.dispatched_at, 17),
    Column(
        _("limit"),
        lambda t: limit_in_words(t.limit_amount, t.limit_clock) if t.limit_amount else "",
        12,
        _("As given at the last dispatch; extensions move the deadline, not the limit."),
    ),
    Column(_("due at"), lambda t: t.due_at, 17, _("With approved extensions and suspensions.")),
    Column(_("rectified at"), lambda t: t.rectified_at, 17),
    Column(_("closed at"), lambda t: t.closed_at, 17),
    Column(_("reworks"), lambda t: t.rework_count, 8, _("Checks that were not passed.")),
    Column(_("returns"), lambda t: t.return_count, 8, _("Times that a unit gave it back as not its own.")),
)
RELATED = ("category", "point", "area", "department", "finder_department", "followed_by")


def write_tickets(rows: QuerySet[Ticket], *, about: Iterable[tuple[str, str]]) -> IO[bytes]:
    """Return a temporary file, at its start, with a workbook of ``rows`` and a second sheet of what it is.

    ``about`` are pairs of words for that sheet: filter, person, time. Text is written as text, so that
    nothing a citizen typed can run as a formula.
    """
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        _write_rows(book, rows)
        _write_about(book, about)
    target.seek(0)
    return target


def _write_rows(book: xlsxwriter.Workbook, rows: QuerySet[Ticket]) -> None:
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
    sheet = _new_sheet(book, 1)
    for index, ticket in enumerate(rows.select_related(*RELATED).iterator(chunk_size=CHUNK)):
        if index and index % ROWS_A_SHEET == 0:
            sheet = _new_sheet(book, index // ROWS_A_SHEET + 1)
        for place, column in enumerate(COLUMNS):
            _write(sheet, index % ROWS_A_SHEET + 1, place, column.value(ticket), moment)


def _new_sheet(book: xlsxwriter.Workbook, number: int) -> Any:
    bold = book.add_format({"bold": True, "bg_color": "#E8EFF8", "bottom": 1})
    sheet = book.add_worksheet(str(_("tickets")) + (f" {number}" if number > 1 else ""))
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, str(column.heading), bold)
    return sheet


def _write(sheet: Any, row: int, place: int, value: Any, moment: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, place, timezone.localtime(value).replace(tzinfo=None), moment)
    elif isinstance(value, int):
        sheet.write_number(row, place, value)
    elif value:
        sheet.write_string(row, place, str(value))


def _write_about(book: xlsxwriter.Workbook, about: Iterable[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(str(_("About this list")))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    meanings = ((str(column.heading), str(column.meaning)) for column in COLUMNS if column.meaning)
    for row, (name, text) in enumerate([*about, ("", ""), *meanings]):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
