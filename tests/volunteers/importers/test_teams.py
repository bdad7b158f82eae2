from datetime import date

from django.utils import timezone

from core.imports.undoing import undo
from tests.lists import applied, checked, reasons, refused_columns, verdicts
from volunteers.models import Team

HEADER = ["序号", "服务队编号", "服务队名称", "类别", "街道", "负责人", "成立日期"]
NEW = ["1", "FWD100", "南城区夕阳红志愿服务队", "夕阳红", "北城区街道", "赵敏", "2026年3月5日"]


def test_a_new_team_is_created_with_its_leader(teams):
    applied("teams", HEADER, NEW)
    team = Team.objects.get(code="FWD100")
    assert (team.kind.key, team.area.name, team.leader, team.valid_from) == (
        "sunset",
        "北城区街道",
        teams.leader,
        date(2026, 3, 5),
    )


def test_a_team_of_a_school_keeps_its_school(teams):
    applied("teams", [*HEADER, "学校"], [*NEW, "东庄村小学"])
    assert Team.objects.get(code="FWD100").school == "东庄村小学"


def test_the_same_list_twice_changes_nothing(teams):
    applied("teams", HEADER, NEW)
    assert verdicts(checked("teams", HEADER, NEW)) == ["same"]


def test_undo_removes_what_was_created_and_restores_what_was_changed(teams):
    renamed = ["2", "FWD001", "北城区学雷锋志愿服务一队", "学雷锋志愿服务队", "", "", ""]
    batch = applied("teams", HEADER, NEW, renamed)
    assert Team.objects.get(code="FWD001").name == "北城区学雷锋志愿服务一队"
    undo(batch, by=None, at=timezone.now())
    assert set(Team.objects.values_list("name", flat=True)) == {teams.north.name, teams.east.name}


def test_bad_rows_are_refused_in_words(teams):
    batch = checked(
        "teams",
        [*HEADER, "撤销日期"],
        ["2", "FWD101", teams.north.name, "夕阳红", "", "", "", ""],
        ["5", "FWD104", "再一新队", "夕阳红", "", "", "2026-05-01", "2026-04-01"],
        ["6", "FWD105", "再一新队", "夕阳红", "", "", "", ""],
    )
    assert reasons(batch) == [
        "服务队名称 已用于FWD001",
        "撤销日期 早于启用日期",
        "服务队名称 已用于FWD104",
    ]


def test_cells_that_are_missing_or_no_names_are_refused(teams):
    batch = checked(
        "teams",
        HEADER,
        ["1", "", "无编号", "夕阳红", "", "", ""],
        ["2", "FWD102", "新队", "足球队", "", "", ""],
        ["3", "FWD103", "又一新队", "夕阳红", "火星街道", "路人甲", ""],
    )
    assert refused_columns(batch) == ["服务队编号", "类别", "区划", "负责人账号"]
