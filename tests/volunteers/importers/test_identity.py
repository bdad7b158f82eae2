import pytest

from core.imports import registry
from core.imports.undoing import undo
from core.models import ImportRow
from core.sealed import unseal
from tests.lists import applied, checked, reasons, verdicts
from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.models import Volunteer

HEADER = ["编号", "姓名", "身份证号"]
ID = id_number("19900305", 22)


@pytest.fixture(autouse=True)
def _today(time_machine_now, teams):
    """Everything happens on one day."""


def test_an_id_number_is_sealed_and_gives_year_and_sex():
    batch = applied("volunteers", HEADER, ["ZY0100", "吴静", ID])
    added = Volunteer.objects.get(number="ZY0100")
    assert (unseal(added.id_sealed), added.birth_year, added.sex, added.source) == (ID, 1990, "female", batch)


def test_no_row_of_an_import_holds_a_number_in_plain():
    wrong = ID[:-1] + ("1" if ID[-1] != "1" else "2")
    header = [*HEADER, "性别"]
    checked("volunteers", header, ["ZY0100", "吴静", f" {ID} ", "女"], ["ZY0101", "郑爽", wrong, ""])
    checked("volunteers", header, ["ZY0102", "冯英", ID, "男"], ["ZY0103", "", ID, ""])
    kept = "".join(str((row.data, row.before, row.refusals, row.tidied)) for row in ImportRow.objects.all())
    assert [secret for secret in (ID, wrong, ID[6:14]) if secret in kept] == []
    assert f"130682********{wrong[-4:]}" in kept


def test_the_same_list_twice_changes_nothing():
    applied("volunteers", HEADER, ["ZY0100", "吴静", ID])
    assert verdicts(checked("volunteers", HEADER, ["ZY0100", "吴静", ID.lower()])) == ["same"]


def test_a_number_that_a_list_changes_comes_back_on_undo():
    applied("volunteers", HEADER, ["ZY0100", "吴静", ID])
    other = id_number("19900305", 24)
    batch = applied("volunteers", HEADER, ["ZY0100", "吴静", other])
    assert unseal(Volunteer.objects.get(number="ZY0100").id_sealed) == other
    undo(batch, by=None, at=NOW)
    assert unseal(Volunteer.objects.get(number="ZY0100").id_sealed) == ID


def test_one_person_in_two_files_in_two_spellings_is_one():
    applied("volunteers", HEADER, ["ZY0100", "吴静", ID])
    assert reasons(checked("volunteers", HEADER, ["ZY0200", "吴 婧", ID])) == ["身份证号码 已用于ZY0100"]


def test_one_person_twice_in_a_file_is_named():
    batch = checked("volunteers", HEADER, ["ZY0100", "吴静", ID], ["ZY0200", "吴婧", ID])
    assert (verdicts(batch), reasons(batch)) == (["create", "refused"], ["身份证号码 已用于ZY0100"])


def test_bad_numbers_are_refused_in_words():
    mistyped = ID[:-1] + ("1" if ID[-1] != "1" else "2")
    batch = checked(
        "volunteers",
        [*HEADER, "性别", "出生年份"],
        ["ZY0100", "吴静", mistyped, "", ""],
        ["ZY0101", "吴静", ID[:-3], "", ""],
        ["ZY0102", "吴静", id_number("20160101"), "", ""],
        ["ZY0103", "吴静", ID, "男", ""],
        ["ZY0104", "吴静", ID, "", "1991"],
        ["ZY0105", "吴静", id_number("19901301"), "", ""],
    )
    assert reasons(batch) == [
        "身份证号码 校验码不符，号码有误",
        "身份证号码 身份证号码应为18位，电子表格中须设为文本格式",
        "身份证号码 未满 14 周岁的未成年人按学校、班级统计人数，不作实名登记",
        "身份证号码 出生年份或性别与身份证号码不符",
        "身份证号码 出生年份或性别与身份证号码不符",
        "身份证号码 身份证号码中的出生日期不存在",
    ]


def test_two_of_one_name_and_year_with_two_numbers_are_two_people():
    twins = [["ZY0100", "吴静", ID], ["ZY0101", "吴静", id_number("19901224", 26)]]
    assert verdicts(checked("volunteers", HEADER, *twins)) == ["create", "create"]


def test_who_is_fourteen_today_is_taken_by_the_id_number():
    assert verdicts(checked("volunteers", HEADER, ["ZY0100", "小明", id_number("20121121")])) == ["create"]


def test_a_preview_shows_the_number_masked():
    applied("volunteers", HEADER, ["ZY0100", "吴静", ID])
    cleaner = registry.get("volunteers").column("id_sealed").cleaner
    sealed = Volunteer.objects.get(number="ZY0100").id_sealed
    assert (cleaner.shown(sealed, {}), cleaner.shown(None, {})) == (f"130682********{ID[-4:]}", "")


def test_the_number_of_queries_does_not_grow_with_the_rows(django_assert_max_num_queries):
    rows = [[f"ZY1{n:03d}", "吴静", id_number("19900305", n)] for n in range(300)]
    with django_assert_max_num_queries(40):
        applied("volunteers", HEADER, *rows)
    assert Volunteer.objects.filter(number__startswith="ZY1").count() == 300
