from datetime import date

import pytest

from core.imports.undoing import undo
from tests.lists import applied, checked, reasons, verdicts
from tests.volunteers.conftest import NOW
from volunteers.models import UnitRoster

HEADER = ["单位", "统计日期", "在编在岗人数"]


@pytest.fixture(autouse=True)
def _today(time_machine_now, cast):
    """Everything happens on one day."""


def test_a_roster_is_kept_by_unit_and_day(cast):
    unit = cast.city.transport
    applied("rosters", HEADER, [unit.name, "2026-01-01", "40"], [unit.name, "2026年11月1日", "46人"[:2]])
    held = UnitRoster.objects.order_by("counted_on").values_list("department", "counted_on", "headcount")
    assert list(held) == [(unit.pk, date(2026, 1, 1), 40), (unit.pk, date(2026, 11, 1), 46)]


def test_the_same_list_again_changes_nothing_and_a_corrected_one_is_undone(cast):
    row = [cast.city.transport.name, "2026-11-01", "46"]
    applied("rosters", HEADER, row)
    assert verdicts(checked("rosters", HEADER, row)) == ["same"]
    batch = applied("rosters", HEADER, [*row[:2], "47"])
    undo(batch, by=None, at=NOW)
    assert UnitRoster.objects.get().headcount == 46


def test_bad_rows_are_refused_in_words(cast):
    unit = cast.city.transport.name
    batch = checked(
        "rosters",
        HEADER,
        [unit, "2026-11-22", "46"],
        [unit, "2026-11-01", "0"],
        [unit, "2026-10-01", "四十六"],
        [unit, "", "46"],
    )
    assert verdicts(batch) == ["refused"] * 4
    assert reasons(batch)[0] == "统计日期 尚未到来"
