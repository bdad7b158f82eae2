from datetime import timedelta

from publicity.domain import queries
from publicity.models import Item, Readership
from tests.publicity.conftest import WEEK_AGO


def test_an_item_shows_its_last_two_snapshots(media, django_assert_num_queries):
    for day, reads in enumerate((100, 300, 250)):
        Readership.objects.create(item=media.article, at=WEEK_AGO + timedelta(days=day), reads=reads)
    with django_assert_num_queries(1):
        found = {row.code: (row.reads, row.reads_before) for row in queries.with_reads(Item.objects.all())}
    assert found == {"GJ0001": (250, 300), "GJ0002": (None, None), "GJ0003": (None, None)}
