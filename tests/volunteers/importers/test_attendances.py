import pytest

from core.imports.undoing import undo
from tests.lists import applied, checked, reasons, verdicts
from tests.volunteers.conftest import NOW, activity
from volunteers.domain import taking_part
from volunteers.models import Attendance, Volunteer

HEADER = ["活动编号", "志愿者编号", "服务时长（分钟）"]
ROW = ["HD0001", "ZY0001", "120"]


@pytest.fixture(autouse=True)
def _today(time_machine_now, teams):
    """Everything happens on one day."""


def recorded():
    return list(Attendance.objects.values_list("activity__code", "volunteer__number", "category", "minutes"))


def test_a_sign_in_sheet_becomes_attendances():
    applied("attendances", HEADER, ROW, ["HD0001", "ZY0002", "90"])
    assert recorded() == [("HD0001", "ZY0001", "organ", 120), ("HD0001", "ZY0002", "student", 90)]
    assert set(Attendance.objects.values_list("recorded_at", flat=True)) == {NOW}


def test_the_same_list_twice_changes_nothing():
    applied("attendances", HEADER, ROW)
    assert verdicts(checked("attendances", HEADER, ROW)) == ["same"]


def test_undo_takes_back_what_the_list_added(teams):
    taking_part.record_attendance(teams.crossing, minutes={teams.citizen: 60}, by=None, at=NOW)
    undo(applied("attendances", HEADER, ROW), by=None, at=NOW)
    assert recorded() == [("HD0002", "ZY0003", "citizen", 60)]


def test_bad_rows_are_refused_in_words(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    activity("HD0003", "因雨取消", teams.north, cancelled_at=NOW)
    activity("HD0004", "明天的活动", teams.north, starts_at=NOW.replace(day=22))
    Volunteer.objects.filter(pk=teams.citizen.pk).update(withdrawn_at=NOW.replace(day=1))
    batch = checked(
        "attendances",
        HEADER,
        ROW,
        ["HD9999", "ZY0002", "60"],
        ["HD0003", "ZY0002", "60"],
        ["HD0004", "ZY0002", "60"],
        ["HD0002", "ZY9999", "60"],
        ["HD0002", "ZY0003", "60"],
        ["HD0001", "ZY0002", "-180"],
        ["HD0002", "ZY0002", "90"],
        ["HD0002", "ZY0002", "80"],
    )
    assert reasons(batch) == [
        "服务时长（分钟） 已登记为 60 分钟，如有误请更正该记录",
        "活动编号 未登记",
        "活动编号 已取消，不能登记参与人次",
        "活动编号 尚未到来，不能登记参与人次",
        "志愿者编号 未登记",
        "志愿者编号 在活动之前已退出",
        "服务时长（分钟） 不在 1 至 1440 之间",
        "活动编号 与表格第 9 行重复",
    ]
