"""The list import from the shell, and files that are answered with a sentence."""

import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from core.choices import BatchState
from core.models import ImportBatch
from inspections.models import Point
from tests.core.imports.office import HEADER, csv_text, row, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def shell(capsys, tmp_path, city):
    def run(content: bytes, *options: str) -> dict:
        path = tmp_path / "list.xlsx"
        path.write_bytes(content)
        call_command("import_list", "points", path, "--json", *options)
        return json.loads(capsys.readouterr().out)

    return run


def test_the_report_names_refused_and_tidied_rows_by_their_serial(shell):
    told = shell(workbook(row(1), row(2, 点位类型="外星基地"), row(3, 联系电话="１３８００００６５３６")))
    tidied = {"serial": "3", "column": "联系电话", "from": "１３８００００６５３６", "to": "13800006536"}
    assert {key: told[key] for key in ("rows", "good", "create", "update", "same", "tidied")} == {
        "rows": 3, "good": 2, "create": 2, "update": 0, "same": 0, "tidied": [tidied],
    }  # fmt: skip
    assert [(r["serial"], r["row"], r["column"]) for r in told["refused"]] == [("2", 6, "点位类型")]


def test_nothing_is_written_without_apply(shell):
    before = Point.objects.count()
    shell(workbook(row(1)))
    assert Point.objects.count() == before


def test_applying_twice_changes_nothing_and_undo_takes_back(shell, capsys):
    before = Point.objects.count()
    first = shell(csv_text(row(1), row(2)).encode("gb18030"), "--apply")
    again = shell(workbook(row(1), row(2)), "--apply")
    assert [(r["create"], r["update"], r["same"]) for r in (first, again)] == [(2, 0, 0), (0, 0, 2)]
    call_command("undo_import", first["batch"], "--json")
    assert json.loads(capsys.readouterr().out) == {"batch": first["batch"], "removed": 2, "restored": 0}
    assert Point.objects.count() == before


def test_all_or_nothing_writes_nothing_when_a_row_is_refused(shell):
    before = Point.objects.count()
    with pytest.raises(CommandError):
        shell(workbook(row(1), row(2, 联系电话="1")), "--apply", "--all-or-nothing")
    assert Point.objects.count() == before


def test_coordinates_of_a_chinese_map_are_converted(shell):
    shell(workbook(row(1)), "--apply", "--datum", "gcj02")
    point = Point.objects.get(code="DZ10001")
    assert (round(point.longitude, 2), round(point.latitude, 2)) == (115.0, 38.51)


@pytest.mark.parametrize(
    "content",
    [
        csv_text().encode(),
        "甲,乙\n1,2\n".encode(),
        (",".join([*HEADER, *(f"列{n}" for n in range(200))]) + "\n1\n").encode(),
        b"%PDF-1.4",
    ],
    ids=["header only", "unknown header", "200 columns", "no list"],
)
def test_what_cannot_be_read_is_answered_with_a_sentence_and_keeps_no_row(shell, content):
    with pytest.raises(CommandError, match=r"。$"):
        shell(content)
    batch = ImportBatch.objects.get()
    assert (batch.rows.count(), batch.state in (BatchState.FAILED, BatchState.UPLOADED)) == (0, True)


def test_a_formula_cell_refuses_its_row(shell):
    book = openpyxl.load_workbook(io.BytesIO(workbook(row(1), row(2))))
    book.active["G5"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    told = shell(out.getvalue())
    assert [(r["serial"], r["column"]) for r in told["refused"]] == [("1", "详细地址")]
