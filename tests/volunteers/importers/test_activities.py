import pytest

from core.errors import ImportRefused
from core.imports.undoing import undo
from tests.lists import applied, checked, reasons, refused_columns, verdicts
from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.domain import taking_part
from volunteers.models import Activity, Turnout

COUNTS = ["机关人次", "市民人次", "学生人次", "佐证"]
HEADER = ["活动编号", "活动名称", "活动类型", "服务队", "开始时间", "结束时间", *COUNTS]
TIMES = ["2026-11-20 08:00", "2026-11-20 10:00"]
NEW = ["HD0100", "周五义务劳动", "义务劳动", "FWD001", *TIMES, "12", "30", "", "签到表"]


@pytest.fixture(autouse=True)
def _today(time_machine_now, teams):
    """Everything happens on one day."""


def turnout(code="HD0100"):
    return dict(Turnout.objects.filter(activity__code=code).values_list("category", "headcount"))


def test_an_activity_comes_with_its_turnout(teams):
    applied("activities", HEADER, NEW)
    added = Activity.objects.get(code="HD0100")
    assert (added.team, added.starts_at.isoformat()) == (teams.north, "2026-11-20T00:00:00+00:00")
    assert turnout() == {"organ": 12, "citizen": 30}
    assert set(Turnout.objects.values_list("evidence", "recorded_at")) == {("签到表", NOW)}


def test_the_same_list_twice_changes_nothing():
    applied("activities", HEADER, NEW)
    assert verdicts(checked("activities", HEADER, NEW)) == ["same"]


def test_a_later_list_corrects_the_numbers_and_undo_brings_them_back(teams):
    taking_part.record_turnout(teams.cleaning, headcounts={Category.ORGAN: 5}, evidence="照片", by=None, at=NOW)
    times = ["2026-11-21 08:00", "2026-11-21 11:00"]
    row = ["HD0001", "清洁家园", "义务劳动", "FWD001", *times, "7", "9", "", "签到表"]
    batch = applied("activities", HEADER, row)
    assert turnout("HD0001") == {"organ": 7, "citizen": 9}
    undo(batch, by=None, at=NOW)
    assert turnout("HD0001") == {"organ": 5}
    assert Turnout.objects.get().evidence == "照片"


def test_undo_removes_activities_with_their_turnout():
    undo(applied("activities", HEADER, NEW), by=None, at=NOW)
    assert turnout() == {}
    assert not Activity.objects.filter(code="HD0100").exists()


def test_a_number_corrected_since_keeps_the_batch(teams):
    batch = applied("activities", HEADER, NEW)
    added = Activity.objects.get(code="HD0100")
    taking_part.record_turnout(added, headcounts={Category.ORGAN: 13}, by=None, at=NOW)
    with pytest.raises(ImportRefused, match="HD0100"):
        undo(batch, by=None, at=NOW)


def test_bad_rows_are_refused_in_words(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    activity("HD0003", "因雨取消", teams.north, cancelled_at=NOW)
    ahead = ["2026-12-05 08:00", "2026-12-05 10:00"]
    this_morning = ["2026-11-21 08:00", "2026-11-21 11:00"]
    batch = checked(
        "activities",
        HEADER,
        ["HD0101", "无人组织", "义务劳动", "", *TIMES, "", "", "", ""],
        ["HD0102", "倒着走", "义务劳动", "FWD001", *reversed(TIMES), "", "", "", ""],
        ["HD0103", "提前登记", "义务劳动", "FWD001", *ahead, "5", "", "", ""],
        ["HD0003", "因雨取消", "义务劳动", "FWD001", *this_morning, "", "5", "", ""],
        ["HD0001", "清洁家园", "义务劳动", "FWD001", *this_morning, "0", "", "", ""],
        ["HD0105", "空口无凭", "义务劳动", "FWD001", *TIMES, "", "", "", "照片"],
        ["HD0106", "时间不对", "义务劳动", "FWD001", "上周六", TIMES[1], "", "", "", ""],
    )
    assert reasons(batch) == [
        "服务队 未填写，单位也未填写，活动须有组织方",
        "结束时间 不晚于开始时间",
        "开始时间 尚未到来，不能登记参与人次",
        "活动编号 已取消，不能登记参与人次",
        "机关人次 少于已实名登记的 1 人",
        "佐证说明 填写了佐证但没有人次",
        "开始时间 不是时间，正确写法如 2026-11-23 08:30",
    ]


def test_cells_that_are_no_numbers_or_names_are_refused():
    batch = checked(
        "activities",
        HEADER,
        ["HD0104", "负数", "义务劳动", "FWD001", *TIMES, "-3", "", "", ""],
        ["HD0107", "小数", "义务劳动", "FWD001", *TIMES, "", "", "2.5", ""],
        ["HD0108", "无此类型", "打麻将", "FWD001", *TIMES, "", "", "", ""],
        ["HD0109", "无此服务队", "义务劳动", "无名队", *TIMES, "", "", "", ""],
    )
    assert refused_columns(batch) == ["机关人次", "学生人次", "活动类型", "服务队"]
