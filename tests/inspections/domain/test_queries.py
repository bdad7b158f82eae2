"""Duplicates and suggested limits."""

from core.choices import Clock
from inspections.domain import queries, tickets
from inspections.models import Category
from tests.inspections.times import on


def test_a_duplicate_is_an_open_ticket_of_the_same_category_at_the_same_point(desk):
    first, second = desk.report(), desk.report()
    desk.report(point=desk.city.road)
    desk.report(category=Category.objects.current().get(name="道路不洁"))
    tickets.void(desk.report(), by=desk.cast.clerk, at=on("10:00"), note="误录")
    assert list(queries.open_duplicates(desk.city.market, desk.category)) == [first, second]


def test_without_a_point_nothing_is_called_a_duplicate(desk):
    desk.report(point=None, area=desk.city.north)
    assert list(queries.open_duplicates(None, desk.category)) == []


def limits_of(name: str, **facts) -> list[tuple]:
    category = Category.objects.filter(set__is_current=True, **facts).get(name=name)
    return [(limit.condition, limit.amount, limit.clock) for limit in queries.suggested_limits(category)]


def test_the_conditions_of_a_category_come_first_then_its_main_category_then_the_default(db):
    assert limits_of("暴露垃圾") == [
        ("主次干道、重点点位", 4, Clock.WORK_HOUR),
        ("其他区域", 1, Clock.WORK_DAY),
        ("", 1, Clock.WORK_DAY),
        ("", 3, Clock.WORK_DAY),
    ]


def test_an_emergency_is_counted_in_urgent_hours(db):
    assert limits_of("路面塌陷")[0] == ("", 2, Clock.URGENT_HOUR)
    assert limits_of("污水井盖")[0] == ("缺失、破损", 4, Clock.URGENT_HOUR)


def test_a_category_without_an_own_limit_has_that_of_its_main_category(db):
    assert limits_of("绿地脏乱") == [("", 1, Clock.WORK_DAY), ("", 3, Clock.WORK_DAY)]
    assert limits_of("市容环境", kind="component")[0] == ("", 2, Clock.WORK_DAY)
