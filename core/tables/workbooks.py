"""Tables as workbooks: xlsx, xls, ods. No Django here."""

import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import python_calamine
from inspect_file import Unreadable

# Formulas are looked for in pieces of this many bytes, with enough overlap to hold a whole cell's tag.
PIECE = 1 << 20
OVERLAP = 400
FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f[\s/>]')
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


Opened = tuple[dict, Iterator[list], list[tuple[int, int]]]


def open_workbook(path: str, limits: dict, kind: str) -> Opened:
    """Return what is known of the first visible sheet with content, its rows from A1 on, and its formula cells."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in _visible(book):
            # Both unpack the sheet and neither needs the interpreter for it: they go side by side.
            with ThreadPoolExecutor(1) as side:
                formulas = side.submit(formula_cells, path, name) if kind == "xlsx" else None
                sheet = book.get_sheet_by_name(name)
            if sheet.start is not None and sheet.height:
                return (*_opened(sheet, limits), formulas.result() if formulas else [])
    except python_calamine.PasswordError:
        raise Unreadable("encrypted") from None
    except (python_calamine.CalamineError, python_calamine.XmlError, python_calamine.ZipError, OSError):
        raise Unreadable("damaged") from None
    raise Unreadable("empty")


def _visible(book: python_calamine.CalamineWorkbook) -> list[str]:
    shown = [s.name for s in book.sheets_metadata if s.visible == python_calamine.SheetVisibleEnum.Visible]
    return shown or book.sheet_names


def _opened(sheet: python_calamine.CalamineSheet, limits: dict) -> tuple[dict, Iterator[list]]:
    last_row, last_column = sheet.end or (0, 0)
    height, width = last_row + 1, last_column + 1
    if height * width > limits["cells"]:
        raise Unreadable("too_large")
    return {"encoding": "", "sheet": sheet.name, "rows": height}, iter(sheet.iter_rows())


def formula_cells(path: str, sheet: str) -> list[tuple[int, int]]:
    """Return (row number, column index) of every formula of a sheet of an xlsx, for the reader shows results only."""
    with zipfile.ZipFile(path) as archive:
        member = _member(archive, sheet)
        return _formulas(archive, member) if member else []


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the archive's part that holds the sheet; empty where there is none (xlsb)."""
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return ""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 a confined process
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314 a confined process
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            target = targets.get(element.get(RELATION), "").lstrip("/")
            return next((name for name in (target, f"xl/{target}") if name in names), "")
    return ""


def _formulas(archive: zipfile.ZipFile, member: str) -> list[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    kept = b""
    with archive.open(member) as file:
        while piece := file.read(PIECE):
            window = kept + piece
            if b"<f" in window or b":f>" in window or b":f " in window:
                found.update((int(row), column_index(letters)) for letters, row in FORMULA.findall(window))
            kept = window[-OVERLAP:]
    return sorted(found)


def column_index(letters: bytes) -> int:
    """Return the position of a column, A being 0."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
