"""Lists of areas and units."""

import pytest
from django.utils import timezone

from command.models import Area, Department, DepartmentAlias
from core.errors import ImportRefused
from core.imports.undoing import undo
from tests.lists import applied, checked, refused_columns, verdicts

pytestmark = pytest.mark.django_db
AREAS = ["code", "name", "kind"]
TOWNS = [["130682001", "南城区街道", "subdistrict"], ["130682100", "留早镇", "town"], ["130682203", "东留春乡", "乡"]]
UNITS = ["name", "nickname"]


def test_towns_come_with_their_party_committees_and_go_with_them():
    batch = applied("areas", AREAS, *TOWNS)
    bodies = Department.objects.order_by("area__code").values_list("name", "kind", "area__code")
    assert list(bodies) == [
        ("南城区街道党工委", "subdistrict", "130682001"),
        ("留早镇党委", "township", "130682100"),
        ("东留春乡党委", "township", "130682203"),
    ]
    undo(batch, by=None, at=timezone.now())
    assert (Area.objects.count(), Department.objects.count()) == (1, 0)


def test_a_village_may_follow_its_town_in_the_same_list():
    applied("areas", AREAS, ["130682100", "留早镇", "镇"], ["130682100201", "西庄村", "村"])
    assert Area.objects.get(code="130682100201").parent.code == "130682100"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["13068210", "留早镇", "town"], "区划代码"),
        (["130682100201", "西庄村", "村"], "区划代码"),
        (["130682100", "留早镇", "村"], "区划代码"),
        (["130682101", "留早镇", "market"], "级别"),
    ],
)
def test_an_area_out_of_place_is_refused(cells, column):
    assert refused_columns(checked("areas", AREAS, cells)) == [column]


def test_two_areas_of_one_name_in_one_place_are_refused():
    batch = checked("areas", AREAS, TOWNS[1], ["130682199", "留早镇", "town"])
    assert verdicts(batch) == ["create", "refused"]


def test_an_area_that_is_used_keeps_its_import():
    batch = applied("areas", AREAS, *TOWNS)
    applied("areas", AREAS, ["130682100201", "西庄村", "村"])
    with pytest.raises(ImportRefused, match="西庄村"):
        undo(batch, by=None, at=timezone.now())


def test_a_unit_brings_its_nicknames_and_the_list_twice_changes_nothing():
    rows = [["市城市管理综合行政执法局", "城管局、执法局"], ["团市委", ""]]
    batch = applied("units", UNITS, *rows)
    assert sorted(DepartmentAlias.objects.values_list("name", "department__name")) == [
        ("城管局", "市城市管理综合行政执法局"),
        ("执法局", "市城市管理综合行政执法局"),
    ]
    assert verdicts(checked("units", UNITS, *rows)) == ["same", "same"]
    undo(batch, by=None, at=timezone.now())
    assert (Department.objects.count(), DepartmentAlias.objects.count()) == (0, 0)


def test_a_nickname_stands_for_one_unit_only():
    assert refused_columns(checked("units", UNITS, ["市城管局", "城管"], ["市公安局", "城管"])) == ["简称"]


def test_undo_of_a_new_nickname_leaves_the_unit():
    applied("units", UNITS, ["市公安局", ""])
    batch = applied("units", UNITS, ["市公安局", "公安局"])
    undo(batch, by=None, at=timezone.now())
    assert (Department.objects.count(), DepartmentAlias.objects.count()) == (1, 0)
