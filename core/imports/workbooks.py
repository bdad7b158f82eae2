"""Workbooks that the portal gives back: the list with a message at each row, and an empty one to fill in."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from django.utils.translation import gettext as _
from openpyxl.styles import PatternFill

from core.choices import Verdict
from core.imports import files
from core.imports.declaration import ListImport
from core.imports.reports import sentence
from core.models import ImportBatch
from core.tables import open_table

# Above this a workbook is written row by row instead of being held whole in memory with its styles.
STYLED_ROWS = 20_000
TIDIED = "tidied"
COLOURS = {Verdict.CREATE: "E2F0D9", Verdict.UPDATE: "DDEBF7", Verdict.REFUSED: "F8CBAD", TIDIED: "FFF2CC"}
TEMPLATE_ROWS = 5000


def annotated(batch: ImportBatch) -> bytes:
    """Return the batch's list as xlsx with a message and a colour at each row.

    A workbook keeps its own styles; a text table, an old workbook or a very long list is written anew.
    """
    if batch.mapping.get("kind") == "xlsx" and batch.counts.get("rows", 0) <= STYLED_ROWS:
        return _in_place(batch)
    return _anew(batch)


def messages(batch: ImportBatch) -> Iterator[tuple[int, str, str]]:
    """Yield number, kind (a verdict, or tidied) and message of each row, in order."""
    words = {str(verdict): str(verdict.label) for verdict in Verdict}
    rows = batch.rows.order_by("number").values_list("number", "verdict", "refusals", "tidied")
    for number, verdict, refusals, tidied in rows.iterator(chunk_size=5000):
        parts = [sentence(refusal) for refusal in refusals or ()]
        if not refusals:
            parts = [f"{cell['column']}：{cell['from']} → {cell['to']}" for cell in tidied or ()]
        kind = TIDIED if tidied and not refusals else verdict
        yield number, kind, "；".join([words[verdict], *parts])


def _in_place(batch: ImportBatch) -> bytes:
    # By its content: a sealed list has no name, and a workbook may have the name of another kind.
    with files.opened(batch) as path, Path(path).open("rb") as file:
        book = openpyxl.load_workbook(file)
    sheet = next((s for s in book.worksheets if s.title == batch.mapping.get("sheet")), book.worksheets[0])
    column = len(batch.mapping["labels"]) + 1
    fills = {kind: PatternFill("solid", fgColor=colour) for kind, colour in COLOURS.items()}
    sheet.cell(batch.mapping["first_data_row"] - 1, column, _("Result of the import"))
    for number, kind, message in messages(batch):
        cell = sheet.cell(number, column)
        cell.value, cell.data_type = message, "s"
        if kind in fills:
            for position in range(1, column + 1):
                sheet.cell(number, position).fill = fills[kind]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _anew(batch: ImportBatch) -> bytes:
    out = io.BytesIO()
    width = len(batch.mapping["labels"])
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        formats = {kind: book.add_format({"bg_color": f"#{colour}"}) for kind, colour in COLOURS.items()}
        sheet = book.add_worksheet()
        notes = messages(batch)
        note = next(notes, None)
        with files.opened(batch) as path, open_table(path) as table:
            for number, row in _numbered(table.chunks):
                style = None
                if note and note[0] == number:
                    style = formats.get(note[1])
                    sheet.write_string(number - 1, width, note[2], style)
                    note = next(notes, None)
                elif number == batch.mapping["first_data_row"] - 1:
                    sheet.write_string(number - 1, width, _("Result of the import"))
                _write_row(sheet, number - 1, row[:width], style)
    return out.getvalue()


def _numbered(chunks: Any) -> Iterator[tuple[int, list[Any]]]:
    for first, rows in chunks:
        yield from enumerate(rows, first)


def _write_row(sheet: Any, row: int, cells: list[Any], style: Any) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(row, column, cell, style)
        else:
            sheet.write(row, column, cell, style)


# --- The empty workbook -----------------------------------------------------------------------


def template(importer: ListImport) -> bytes:
    """Return an empty workbook of a list: header, drop-downs, and a sheet that tells how to fill it in."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet(str(importer.verbose_name)[:31])
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
        lookups = importer.lookups()
        options = book.add_worksheet(_("Options"))
        sheet.write(0, 0, "序号", head)
        for position, column in enumerate(importer.columns, 1):
            sheet.write(0, position, column.header + ("*" if column.required else ""), head)
            sheet.set_column(position, position, max(12, 2 * len(column.header) + 4))
            _drop_down(sheet, options, position, column.cleaner.options(lookups))
        sheet.freeze_panes(1, 0)
        _how_to_fill(book, importer, head)
        options.hide()
    return out.getvalue()


def _drop_down(sheet: Any, options: Any, position: int, words: list[str]) -> None:
    if not words:
        return
    options.write_column(0, position, words)
    letter = xlsxwriter.utility.xl_col_to_name(position)
    source = f"='{options.get_name()}'!${letter}$1:${letter}${len(words)}"
    # A nickname may be typed too: the list only warns.
    rule = {"validate": "list", "source": source, "error_type": "information"}
    sheet.data_validation(1, position, TEMPLATE_ROWS, position, rule)


def _how_to_fill(book: Any, importer: ListImport, head: Any) -> None:
    sheet = book.add_worksheet(_("How to fill in"))
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 3, 45)
    sheet.write_row(0, 0, [_("Column"), _("Required"), _("What goes in"), _("Example")], head)
    for row, column in enumerate(importer.columns, 1):
        required = _("yes") if column.required else ""
        sheet.write_row(row, 0, [column.header, required, str(column.help), column.example], wrap)
    rules = [
        _("A blank cell leaves the value in the portal as it is; so does a column that is left out."),
        _("Formulas are refused: paste values. Notes below the table are not read."),
        _("Rows are recognised by: %(key)s.") % {"key": "、".join(importer.header_of(n) for n in importer.key_fields)},
    ]
    for row, rule in enumerate([str(importer.help), *rules] if importer.help else rules, len(importer.columns) + 3):
        sheet.merge_range(row, 0, row, 3, rule, wrap)
