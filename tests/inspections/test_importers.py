"""The list of points: with the communities and duties that its rows name."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from command.models import Area, DepartmentAlias
from core.choices import BatchState
from core.errors import ImportRefused
from core.imports.applying import apply
from core.imports.coordinates import gcj02_to_wgs84, wgs84_to_gcj02
from core.imports.reports import report
from core.imports.undoing import undo
from core.models import ImportBatch
from inspections.models import Point, PointDuty
from tests.core.imports.office import HEADER, row
from tests.lists import applied, checked, refused_columns, verdicts

pytestmark = pytest.mark.django_db


def points(*rows) -> ImportBatch:
    return applied("points", HEADER, *rows)


def take_back(batch: ImportBatch) -> None:
    undo(batch, by=None, at=timezone.now())


def state() -> tuple:
    """Return everything that an import of points may touch."""
    fields = ("code", "name", "type", "area", "address", "longitude", "latitude", "department", "note", "changed_at")
    duties = ("point__code", "level", "department", "person", "phone", "active_from", "active_to")
    return (
        sorted(Point.objects.values_list(*fields)),
        sorted(map(str, PointDuty.objects.values_list(*duties))),
        sorted(Area.objects.values_list("code", "name")),
    )


def current_duties(code: str) -> list[tuple]:
    duties = PointDuty.objects.current().filter(point__code=code).order_by("level__rank")
    return list(duties.values_list("level__key", "department__name", "person", "phone"))


def test_a_row_makes_a_point_with_its_duties_at_their_levels(city):
    points(row(1), row(2, 包保单位="东亭镇党委"))
    assert current_duties("DZ10001") == [
        ("city", None, "朱娜英", ""),
        ("county", "市交通运输局", "黄国", "13800008134"),
    ]
    assert [level for level, *_rest in current_duties("DZ10002")] == ["city", "township"]
    point = Point.objects.get(code="DZ10001")
    assert (point.area, point.department, point.pinyin) == (city.north_street, city.transport, "xdlnmsc1h")


def test_unknown_communities_are_created_under_their_town(city):
    points(row(1, **{"社区（村）": "新街社区"}), row(2, **{"社区（村）": "新庄"}), row(3, **{"社区（村）": "新街社区"}))
    new = Area.objects.filter(parent=city.north).exclude(pk=city.north_street.pk)
    assert sorted(new.values_list("code", flat=True)) == ["130682002X02", "130682002X03"]
    assert set(new.values_list("name", "level__key", "is_official")) == {
        ("新街社区", "community", False),
        ("新庄", "village", False),
    }


def test_the_same_list_twice_changes_nothing(city):
    points(row(1), row(2))
    before = state()
    assert verdicts(points(row(1), row(2))) == ["same", "same"]
    assert state() == before


def test_a_hand_over_keeps_the_old_duty(city):
    points(row(1))
    points(row(1, 责任人="新人", 包保市领导="新领导"))
    assert [person for _l, _d, person, _p in current_duties("DZ10001")] == ["新领导", "新人"]
    ended = PointDuty.objects.filter(point__code="DZ10001").exclude(active_to=None)
    assert sorted(ended.values_list("person", flat=True)) == ["朱娜英", "黄国"]


def test_a_blank_cell_leaves_the_value_as_it_is(city):
    points(row(1))
    batch = points(row(1, 责任人="", 联系电话="", 详细地址="", 包保市领导="", **{"社区（村）": ""}))
    assert verdicts(batch) == ["same"]


def test_undo_gives_back_what_a_change_replaced(city):
    points(row(1))
    before = state()
    batch = points(
        row(1, 点位名称="改名", 责任人="新人", 包保单位="市城市管理综合行政执法局", **{"社区（村）": "新村"})
    )
    assert state() != before
    take_back(batch)
    assert state() == before


def test_undo_is_refused_when_a_point_was_changed_since(city):
    batch = points(row(1), row(2))
    Point.objects.get(code="DZ10002").save()
    with pytest.raises(ImportRefused, match="DZ10002"):
        take_back(batch)
    assert Point.objects.filter(code="DZ10001").exists()


def test_undo_is_refused_when_a_duty_was_changed_since(city):
    batch = points(row(1))
    PointDuty.objects.filter(point__code="DZ10001").first().save()
    with pytest.raises(ImportRefused, match="DZ10001"):
        take_back(batch)


def test_batches_are_undone_one_after_the_other(city):
    empty = state()
    first = points(row(1))
    second = points(row(1, 联系电话="13900000000"))
    with pytest.raises(ImportRefused, match="DZ10001"):
        take_back(first)
    take_back(second)
    take_back(first)
    assert state() == empty


def test_a_row_that_changed_since_the_preview_is_shown_again(city):
    batch = checked("points", HEADER, row(1))
    points(row(1, 点位名称="别人的"))
    with pytest.raises(ImportRefused):
        apply(batch, by=None, at=timezone.now())
    batch.refresh_from_db()
    assert (batch.state, batch.counts["update"], verdicts(batch)) == (BatchState.PREVIEWED, 1, ["update"])


def test_applying_twice_does_nothing_more(city):
    batch = points(row(1))
    apply(batch, by=None, at=timezone.now())
    assert Point.objects.filter(code="DZ10001").count() == 1


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"点位编号": ""}, "点位编号"),
        ({"点位名称": "  "}, "点位名称"),
        ({"点位名称": "长" * 101}, "点位名称"),
        ({"点位类型": "外星基地"}, "点位类型"),
        ({"街道（乡镇）": "不存在街道"}, "街道（乡镇）"),
        ({"包保单位": "无此单位"}, "包保单位"),
        ({"经度": "东经114度"}, "经度"),
        ({"经度": 121.47, "纬度": 31.23}, "经度"),
        ({"经度": ""}, "经度"),
        ({"联系电话": "12345"}, "联系电话"),
    ],
)
def test_a_wrong_cell_refuses_its_row_alone(city, changes, column):
    batch = checked("points", HEADER, row(1), row(2, **changes))
    assert (verdicts(batch), refused_columns(batch)) == (["create", "refused"], [column])


def test_of_two_rows_with_one_code_the_first_is_good(city):
    batch = checked("points", HEADER, row(1), row(2, 点位编号="DZ10001"))
    assert verdicts(batch) == ["create", "refused"]
    assert "2" in report(batch)["refused"][0]["reason"]


def test_what_was_tidied_is_told_once(city):
    DepartmentAlias.objects.create(name="城管局", department=city.city_management)
    batch = checked(
        "points",
        HEADER,
        row(1, 包保单位="城管局"),
        row(2, 经度=38.51, 纬度=115.01),
        row(3, 联系电话="１３８００００６５３６"),
    )
    told = [(cell["serial"], cell["column"], cell["to"]) for cell in report(batch)["tidied"]]
    assert told == [
        ("1", "包保单位", "市城市管理综合行政执法局"),
        ("2", "经度", "115.01"),
        ("2", "纬度", "38.51"),
        ("3", "联系电话", "13800006536"),
    ]


@given(x=st.floats(114.6, 115.5), y=st.floats(38.1, 38.8))
def test_chinese_map_coordinates_come_back_to_a_tenth_of_a_metre(x, y):
    back = gcj02_to_wgs84(*wgs84_to_gcj02(x, y))
    assert back == pytest.approx((x, y), abs=2e-6)


NAMES = st.sampled_from(["甲", "乙", "丙"])
ROWS = st.lists(
    st.builds(
        lambda number, name, person, unit, village: row(
            number, 点位名称=name, 责任人=person, 包保单位=unit, **{"社区（村）": village}
        ),
        st.integers(1, 4),
        NAMES,
        st.sampled_from(["", "张三", "李四"]),
        st.sampled_from(["", "市交通运输局", "东亭镇党委"]),
        st.sampled_from(["", "东街社区", "新村"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda cells: cells[1],
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=ROWS, second=ROWS)
def test_whatever_is_imported_twice_is_the_same_and_undone_is_as_before(city, first, second):
    start = state()
    one = points(*first)
    middle = state()
    two = points(*second)
    assert set(verdicts(checked("points", HEADER, *second))) == {"same"}
    take_back(two)
    assert state() == middle
    take_back(one)
    assert state() == start
