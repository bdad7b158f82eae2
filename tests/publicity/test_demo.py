import random
from datetime import date, datetime, time

import pytest
from django.utils import timezone

from publicity import demo
from publicity.domain import items, spread
from publicity.models import Broadcast, Channel, Item, Readership

TODAY = date(2026, 11, 23)
NOW = timezone.make_aware(datetime.combine(TODAY, time.max))


@pytest.fixture
def loaded(city):
    return demo.load(scale="small", rng=random.Random(7), today=TODAY)


def test_the_small_city_has_its_forty_channels(loaded):
    assert loaded["channels"] == Channel.objects.count() == 40
    assert loaded["items"] == Item.objects.count()
    assert loaded["broadcasts"] == Broadcast.objects.count()
    assert loaded["readership"] == Readership.objects.count()
    assert 790 <= loaded["items"] <= 810


def test_every_item_is_one_that_the_rules_would_take(loaded):
    for item in Item.objects.exclude(published_at=None).select_related("channel", "reprint_of"):
        published_at, item.published_at = item.published_at, None
        items.check_publish(item, by=None, at=NOW, published_at=published_at)
        assert items.original_of(item.reprint_of) == item.reprint_of


def test_every_number_is_one_that_the_rules_would_take(loaded):
    for row in Broadcast.objects.select_related("item", "channel"):
        spread.check_broadcast(row.item, channel=row.channel, day=row.date, times=row.times, by=None, at=NOW)
    for row in Readership.objects.select_related("item"):
        spread.check_reads(row.item, reads=row.reads, by=None, at=NOW, read_at=row.at)


def test_some_numbers_went_down(loaded):
    assert [row for row in Readership.objects.with_change() if row.change is not None and row.change < 0]
