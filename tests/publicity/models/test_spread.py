from datetime import timedelta

from publicity.models import Broadcast, Readership
from tests.publicity.conftest import NOW, WEEK_AGO


def snapshots(item, *reads):
    for day, number in enumerate(reads):
        Readership.objects.create(item=item, at=WEEK_AGO + timedelta(days=day), reads=number)


def test_only_the_last_snapshot_of_each_item_counts(media):
    snapshots(media.article, 100, 250, 400)
    snapshots(media.reprint, 30)
    assert Readership.objects.reads() == 430


def test_before_a_moment_the_last_snapshot_before_it_counts(media):
    snapshots(media.article, 100, 250, 400)
    assert Readership.objects.reads(WEEK_AGO + timedelta(days=2)) == 250
    assert Readership.objects.reads(WEEK_AGO) == 0


def test_a_number_that_went_down_is_kept_and_flagged(media):
    snapshots(media.article, 100, 90, 120)
    assert list(Readership.objects.with_change().order_by("at").values_list("reads", "change")) == [
        (100, None),
        (90, -10),
        (120, 30),
    ]


def test_items_and_times_of_broadcasts_stand_apart(media):
    for item, times in ((media.article, 3), (media.article, 4), (media.reprint, 5)):
        day = NOW.date() - timedelta(days=times)
        Broadcast.objects.create(item=item, channel=media.daily, date=day, times=times)
    assert (Broadcast.objects.items(), Broadcast.objects.times()) == (2, 12)


def test_the_days_in_use_read_the_same_for_one_channel_and_for_many(media):
    channel = media.daily
    channel.valid_from, channel.valid_to = NOW.date(), NOW.date() + timedelta(days=1)
    channel.save()
    for day in (NOW.date() + timedelta(days=shift) for shift in (-1, 0, 1, 2)):
        assert channel.is_active(day) == type(channel).objects.active(day).filter(pk=channel.pk).exists()
