"""Workbooks of rows."""

import io

import pytest
from openpyxl import load_workbook

from core import exports


@pytest.mark.parametrize(
    ("name", "suffix", "shown"),
    [
        ("问题清单", "", "问题清单"),
        ("How far the problems of the period have got", "", "How far the problems of the per"),
        ("How far the problems of the period have got", " 2", "How far the problems of the p 2"),
        ("垃圾间/楼[2]: '丙'", "", "垃圾间 楼 2   '丙"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(name, suffix, shown):
    assert exports.sheet_name(name, suffix) == shown


def test_a_long_name_is_no_reason_to_fail():
    columns = [exports.Column("Number", lambda row: row)]
    with exports.write([1, 2], columns, name="How far the problems of the period have got", about=[]) as book:
        sheet = load_workbook(io.BytesIO(book.read())).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet] == [["Number"], [1], [2]]
