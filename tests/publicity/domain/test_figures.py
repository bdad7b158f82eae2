"""Publicity counted from rows, in numbers that can be checked by hand."""

from datetime import date, timedelta

from core.domain.figures import EVERYTHING, Scope, get, measure
from core.periods import Period
from publicity.choices import ItemKind
from publicity.models import Broadcast, Readership
from tests.publicity.conftest import NOW, item

NOVEMBER = Scope(Period(date(2026, 11, 1), date(2026, 11, 30)), NOW)


def counted(*keys):
    return [value.number for value in measure([(get(f"media.{key}"), NOVEMBER) for key in keys], EVERYTHING)]


def test_the_city_is_counted_in_one_query(media, django_assert_num_queries):
    advertisement = item("GJ0010", "文明餐桌公益广告", media.daily, kind=ItemKind.ADVERTISEMENT)
    item("GJ0011", "上月的稿件", media.daily, published_at=NOW - timedelta(days=40))
    item("GJ0012", "撤下的稿件", media.daily, withdrawn_at=NOW)
    for shown, times in ((media.article, 6), (advertisement, 7)):
        Broadcast.objects.create(item=shown, channel=media.daily, date=NOW.date(), times=times)
    for read_item, reads in ((media.article, 500), (media.reprint, 20)):
        Readership.objects.create(item=read_item, at=NOW - timedelta(days=1), reads=reads - 5)
        Readership.objects.create(item=read_item, at=NOW, reads=reads)
    with django_assert_num_queries(1):
        found = counted("all_channels", "channels", "items", "articles", "advertisements", "broadcasts", "psa", "reads")
    assert found == [2, 1, 2, 1, 1, 13, 7, 520]
