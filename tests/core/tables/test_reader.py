"""Reading files as offices keep them, and files that nobody should open."""

import io
import zipfile

import pytest
import xlsxwriter

from core.errors import UnreadableList
from core.tables import open_table

ROWS = [["编号", "名称"], ["1", "东街"], ["2", "“西”街，三号"]]
TEXT = '编号,名称\n1,东街\n2,"“西”街，三号"\n'


def read(path) -> list[list]:
    with open_table(path) as table:
        return [row for _first, rows in table.chunks for row in rows]


def workbook(path, *sheets, **options) -> None:
    with xlsxwriter.Workbook(str(path), options) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_table_reads_the_same_in_every_encoding(tmp_path, encoding, delimiter):
    path = tmp_path / "list.csv"
    path.write_bytes(TEXT.replace(",", delimiter).encode(encoding))
    assert read(path) == ROWS


def test_a_workbook_reads_numbers_dates_and_truth_values(tmp_path):
    path = tmp_path / "list.xlsx"
    workbook(path, [["a", 1.5, True]])
    assert read(path) == [["a", 1.5, True]]


def test_a_workbook_is_read_by_its_content_whatever_its_name(tmp_path):
    path = tmp_path / "list.csv"
    workbook(path, ROWS)
    assert read(path) == ROWS


def test_rows_keep_the_numbers_of_the_sheet_above_blank_ones(tmp_path):
    path = tmp_path / "list.xlsx"
    workbook(path, [[], [], ["x"]])
    assert read(path) == [[""], [""], ["x"]]


def test_the_first_sheet_with_content_is_read(tmp_path):
    path = tmp_path / "list.xlsx"
    workbook(path, [], ROWS)
    assert read(path) == ROWS


def test_formulas_are_found_although_the_reader_shows_results(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表 & 一")
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_formula(2, 27, "=A1", None, "a")
    with open_table(path) as table:
        assert table.formulas == {(2, 1), (3, 27)}


def two_cells(path, far: str) -> None:
    """Write a workbook that has only A1 and a cell far away."""
    workbook(path, [["near"]])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    digits = "".join(c for c in far if c.isdigit())
    cell = f'<row r="{digits}"><c r="{far}"><v>1</v></c></row></sheetData>'.encode()
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", cell)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_a_workbook_with_two_far_cells_is_refused_and_nothing_dies(tmp_path):
    path = tmp_path / "far.xlsx"
    two_cells(path, "XFD1048576")
    assert refusal(path) == "too_large"


def refusal(path) -> str:
    with pytest.raises(UnreadableList) as raised:
        read(path)
    assert str(raised.value)
    return raised.value.details["key"]


def test_a_zip_bomb_is_not_opened(tmp_path, settings):
    settings.LIST_LIMITS = {**settings.LIST_LIMITS, "unpacked": 1000}
    path = tmp_path / "bomb.xlsx"
    workbook(path, ROWS)
    assert refusal(path) == "zip_bomb"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"%PDF-1.7\n1 0 obj", "no_table"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no_table"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "damaged"),
        (b"\xff\xfea", "damaged_text"),
    ],
)
def test_what_is_no_list_is_told_in_a_sentence(tmp_path, content, key):
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    assert refusal(path) == key


def test_a_zip_that_is_no_workbook_is_no_list(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    path = tmp_path / "list.xlsx"
    path.write_bytes(out.getvalue())
    assert refusal(path) == "no_table"


def test_an_empty_sheet_is_empty(tmp_path):
    path = tmp_path / "list.xlsx"
    workbook(path, [])
    assert refusal(path) == "empty"


def test_a_list_that_is_too_long_is_refused(tmp_path, settings):
    settings.LIST_LIMITS = {**settings.LIST_LIMITS, "rows": 2}
    path = tmp_path / "list.csv"
    path.write_text(TEXT)
    assert refusal(path) == "too_many_rows"


def test_a_file_that_is_too_large_is_refused(tmp_path, settings):
    settings.LIST_MAX_BYTES = 10
    path = tmp_path / "list.csv"
    path.write_text(TEXT)
    assert refusal(path) == "too_big"
