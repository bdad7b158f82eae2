from datetime import date, timedelta

from core.periods import Period
from publicity.choices import ItemKind
from publicity.domain import queries
from publicity.domain.queries import PublicityCounts
from publicity.models import Broadcast, Item, Readership
from tests.publicity.conftest import NOW, WEEK_AGO, item

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def test_the_city_is_counted_in_a_constant_number_of_queries(media, django_assert_num_queries):
    item("GJ0010", "文明餐桌公益广告", media.daily, kind=ItemKind.ADVERTISEMENT)
    item("GJ0011", "上月的稿件", media.daily, published_at=NOW - timedelta(days=40))
    item("GJ0012", "撤下的稿件", media.daily, withdrawn_at=NOW)
    Broadcast.objects.create(item=media.article, channel=media.daily, date=NOW.date(), times=6)
    for read_item, reads in ((media.article, 500), (media.reprint, 20)):
        Readership.objects.create(item=read_item, at=NOW, reads=reads)
    with django_assert_num_queries(6):
        counted = queries.counts(period=NOVEMBER)
    assert counted == PublicityCounts(
        channels=2,
        mobilised=1,
        items={"article": 1, "advertisement": 1, "video": 0, "poster": 0},
        broadcast_items=1,
        broadcast_times=6,
        reads=520,
    )


def test_an_item_shows_its_last_two_snapshots(media, django_assert_num_queries):
    for day, reads in enumerate((100, 300, 250)):
        Readership.objects.create(item=media.article, at=WEEK_AGO + timedelta(days=day), reads=reads)
    with django_assert_num_queries(1):
        found = {row.code: (row.reads, row.reads_before) for row in queries.with_reads(Item.objects.all())}
    assert found == {"GJ0001": (250, 300), "GJ0002": (None, None), "GJ0003": (None, None)}
