from datetime import timedelta

import pytest
from django.utils import timezone

from core.errors import ImportRefused
from core.imports import applying, registry
from core.imports.undoing import undo
from tests.core.test_bulk import planned_rows
from tests.lists import applied, checked, reasons, refused_columns, verdicts
from tests.volunteers.conftest import NOW
from volunteers.domain import apart, doubles, people, taking_part
from volunteers.models import Membership, NotDouble, Volunteer

HEADER = ["志愿者编号", "姓名", "性别", "出生年份", "类别", "单位", "手机", "注册日期", "服务队"]
NEW = ["ZY0100", "吴静", "女", "1990", "机关", "市交通运输局", "138 0000 5678", "2026-03-05", "FWD001"]


@pytest.fixture(autouse=True)
def _today(time_machine_now, teams):
    """Everything happens on one day."""


def test_a_new_volunteer_is_unconfirmed_and_joins_the_team(teams, cast):
    applied("volunteers", HEADER, NEW)
    added = Volunteer.objects.get(number="ZY0100")
    facts = (added.sex, added.birth_year, added.category, added.department, added.phone, added.is_confirmed)
    assert facts == ("female", 1990, "organ", cast.city.transport, "13800005678", False)
    assert timezone.localtime(added.registered_at).isoformat() == "2026-03-05T00:00:00+08:00"
    assert added.memberships.get().team == teams.north


def test_without_a_date_somebody_is_registered_now():
    applied("volunteers", ["编号", "姓名"], ["ZY0101", "郑爽"])
    assert Volunteer.objects.get(number="ZY0101").registered_at == NOW


def test_the_same_list_twice_changes_nothing():
    applied("volunteers", HEADER, NEW)
    assert verdicts(checked("volunteers", HEADER, NEW)) == ["same"]
    assert Membership.objects.filter(volunteer__number="ZY0100").count() == 1


def test_a_list_can_take_somebody_into_another_team(teams):
    batch = applied("volunteers", ["编号", "姓名", "服务队"], ["ZY0001", "孙丽", teams.east.name])
    assert verdicts(batch) == ["update"]
    assert {row.team for row in teams.cadre.memberships.current()} == {teams.north, teams.east}
    undo(batch, by=None, at=NOW)
    assert teams.cadre.memberships.get().team == teams.north


def test_who_is_in_the_team_already_does_not_join_it_again(teams):
    batch = applied(
        "volunteers", ["编号", "姓名", "手机", "服务队"], ["ZY0001", "孙丽", "13800001111", teams.north.name]
    )
    assert verdicts(batch) == ["update"]
    assert teams.cadre.memberships.get().team == teams.north


def test_after_a_large_list_the_database_knows_how_many_there_are(monkeypatch):
    monkeypatch.setattr(applying, "LARGE", 2)
    applied("volunteers", ["编号", "姓名"], ["ZY0101", "郑爽"], ["ZY0102", "郑洁"])
    assert planned_rows(Volunteer) == Volunteer.objects.count()


def test_undo_removes_volunteers_and_memberships():
    batch = applied("volunteers", HEADER, NEW)
    undo(batch, by=None, at=NOW)
    assert not Volunteer.objects.filter(number="ZY0100").exists()


def test_a_volunteer_who_has_served_since_stays(teams):
    batch = applied("volunteers", HEADER, NEW)
    added = Volunteer.objects.get(number="ZY0100")
    taking_part.record_attendance(teams.cleaning, minutes={added: 60}, by=None, at=NOW)
    with pytest.raises(ImportRefused, match="ZY0100"):
        undo(batch, by=None, at=NOW)


def test_bad_rows_are_refused_in_words(teams, cast):
    people.withdraw(teams.citizen, by=None, at=NOW)
    batch = checked(
        "volunteers",
        HEADER,
        ["ZY0102", "小明", "男", "2016", "学生", "", "", "", ""],
        ["ZY0003", "周华", "男", "1961", "市民", "", "", "", ""],
        ["ZY0106", "林芳", "", "", "", "", "0312-2351234", "", ""],
    )
    assert reasons(batch) == [
        "出生年份 可能未满 14 周岁",
        "志愿者编号 已退出，不能通过名单重新登记",
        "手机号码 不是 11 位手机号码",
    ]


def test_cells_that_are_no_numbers_or_names_are_refused():
    batch = checked(
        "volunteers",
        HEADER,
        ["ZY0103", "王芳", "未知", "", "", "", "", "", ""],
        ["ZY0104", "李芳", "", "88", "", "", "", "", ""],
        ["ZY0105", "陈芳", "", "", "", "", "138000012345", "", ""],
        ["ZY0108", "高芳", "", "", "", "", "", "", "无名队"],
    )
    assert refused_columns(batch) == ["性别", "出生年份", "手机号码", "服务队"]


def asked(batch):
    return [str(question.text) for question in registry.get("volunteers").questions(batch)]


def test_who_looks_like_somebody_else_is_a_question_and_no_refusal(teams):
    header = ["编号", "姓名", "出生年份", "手机"]
    batch = applied(
        "volunteers",
        header,
        ["ZY0107", "孙丽", "1985", ""],
        ["ZY0110", "张伟", "1980", "13800000001"],
        ["ZY0111", "张伟", "1980", "13800000001"],
        ["ZY0112", "张伟", "1980", "13800000002"],
    )
    assert verdicts(batch) == ["create"] * 4
    assert asked(batch) == ["这份名单中有 3 人与已登记的志愿者疑为同一人。"]
    later = applied("volunteers", header, ["ZY0120", "王敏", "1980", ""])
    assert asked(later) == []


def test_who_was_told_apart_is_not_asked_about_by_the_same_list_again(teams, cast):
    header, row = ["编号", "姓名", "出生年份"], ["ZY0107", "孙丽", "1985"]
    first = applied("volunteers", header, row)
    apart.tell_apart(Volunteer.objects.get(number="ZY0107"), teams.cadre, by=cast.clerk, at=NOW)
    again = applied("volunteers", [*header, "性别"], [*row, "女"])
    assert (asked(first), asked(again), verdicts(again)) == ([], [], ["update"])
    assert list(doubles.in_question()) == []


def test_an_undone_list_takes_the_answers_about_its_people_along(teams, cast):
    header = ["编号", "姓名", "出生年份"]
    batch = applied("volunteers", header, ["ZY0107", "孙丽", "1985"], ["ZY0108", "孙丽", "1985"])
    added, other = Volunteer.objects.filter(source=batch)
    for one, two in ((added, teams.cadre), (added, other), (teams.cadre, teams.student)):
        apart.tell_apart(one, two, by=cast.clerk, at=NOW)
    undo(batch, by=None, at=NOW)
    assert [(row.first, row.second) for row in NotDouble.objects.all()] == [(teams.cadre, teams.student)]


def test_a_phone_that_a_list_changes_comes_back_on_undo(teams):
    batch = applied("volunteers", ["编号", "姓名", "手机"], ["ZY0001", "孙丽", "13911112222"])
    undo(batch, by=None, at=NOW + timedelta(minutes=1))
    teams.cadre.refresh_from_db()
    assert teams.cadre.phone == "13800001234"


def test_a_preview_shows_phones_masked():
    phone = registry.get("volunteers").column("phone")
    assert phone.cleaner.shown("13800001234", {}) == "138****1234"
    assert phone.cleaner.shown(None, {}) == ""
