"""The reference data: editions, limits, ladder, point types; seeded once, the office's own afterwards."""

import pytest

from core.choices import Clock
from inspections.choices import CategoryKind, RungKind
from inspections.domain import reference
from inspections.models import Category, CategorySet, EscalationRung, LimitSet, PointType, TimeLimit

pytestmark = pytest.mark.django_db


def test_the_classification_in_use_is_the_one_whose_codes_are_confirmed():
    assert list(CategorySet.objects.order_by("id").values_list("name", "edition", "is_current")) == [
        ("CJ/T 214", "2007", True),
        ("GB/T 30428.2", "2013（编码待核）", False),
    ]


@pytest.mark.parametrize(
    ("kind", "main", "count"),
    [
        ("event", "市容环境", 19),
        ("event", "宣传广告", 6),
        ("event", "施工管理", 6),
        ("event", "突发事件", 10),
        ("event", "街面秩序", 14),
        ("component", "公用设施", 20),
        ("component", "道路交通", 3),
        ("component", "市容环境", 7),
        ("component", "园林绿化", 8),
    ],
)
def test_each_main_category_has_its_categories(kind, main, count):
    children = Category.objects.current().filter(kind=kind, parent__name=main)
    assert children.count() == count
    assert {child.code[:2] for child in children} == {children[0].parent.code}


def test_a_category_is_found_by_its_pinyin_initials():
    assert Category.objects.current().get(pinyin="bllj").name == "暴露垃圾"


def test_unconfirmed_names_have_codes_of_the_citys_own():
    codes = Category.objects.filter(set__is_current=False, parent__isnull=False, kind=CategoryKind.EVENT)
    assert [code[:2] for code in codes.values_list("code", flat=True)] == ["21"] * 14


def test_three_sets_of_limits_one_in_use_each_with_its_source():
    sets = LimitSet.objects.order_by("id")
    assert [(each.name, each.is_current) for each in sets] == [
        ("定州市（试行）", True),
        ("济源（样例）", False),
        ("城市甲（样例）", False),
    ]
    assert all(each.source for each in sets)


def test_every_category_in_use_has_a_limit_of_its_main_category():
    mains = Category.objects.filter(set__is_current=True, parent=None)
    with_limit = TimeLimit.objects.filter(set__is_current=True, condition="").values("category")
    assert set(mains.filter(pk__in=with_limit)) == set(mains)
    assert TimeLimit.objects.get(set__is_current=True, category=None).clock == Clock.WORK_DAY


def test_the_ladder_climbs_from_a_reminder_before_to_a_bulletin_after():
    rungs = EscalationRung.objects.order_by("id").values_list("kind", "offset", "clock")
    assert list(rungs) == [
        (RungKind.REMIND, -2, Clock.WORK_HOUR),
        (RungKind.REMIND, 0, Clock.WORK_HOUR),
        (RungKind.SUPERVISE, 1, Clock.WORK_DAY),
        (RungKind.BULLETIN, 3, Clock.WORK_DAY),
    ]


def test_some_types_of_point_are_no_places():
    assert (PointType.objects.count(), PointType.objects.filter(is_place=False).count()) == (41, 2)


def test_what_the_office_removed_stays_removed():
    EscalationRung.objects.filter(offset=0).delete()
    PointType.objects.filter(name="网吧").delete()
    TimeLimit.objects.filter(category__name="暴露垃圾").delete()
    before = [model.objects.count() for model in (EscalationRung, PointType, TimeLimit, Category)]
    reference.seed()
    assert [model.objects.count() for model in (EscalationRung, PointType, TimeLimit, Category)] == before
