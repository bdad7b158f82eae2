from datetime import timedelta

import pytest

from publicity.domain import spread
from publicity.errors import (
    BeforePublication,
    ChannelClosed,
    InTheFuture,
    NotPublished,
    NotYours,
    WrongReads,
    WrongTimes,
)
from publicity.models import Broadcast, Channel, Readership
from tests.publicity.conftest import NOW, WEEK_AGO

TODAY = NOW.date()


def record_reads(media, reads, item=None, by=None, **facts):
    return spread.record_reads(item or media.article, reads=reads, by=by or media.editor, at=NOW, **facts)


def broadcast(media, times, day=TODAY, item=None):
    return spread.record_broadcast(
        item or media.article, channel=media.daily, day=day, times=times, by=media.editor, at=NOW
    )


def test_the_same_moment_again_replaces_the_number(media):
    record_reads(media, 100)
    record_reads(media, 120)
    assert list(Readership.objects.values_list("reads", "at", "recorded_by")) == [(120, NOW, media.editor.pk)]


def test_a_falling_number_is_kept(media):
    record_reads(media, 100, read_at=NOW - timedelta(days=1))
    record_reads(media, 80)
    assert Readership.objects.reads() == 80


@pytest.mark.parametrize(
    ("reads", "read_at", "error"),
    [
        (-1, NOW, WrongReads),
        (5, NOW + timedelta(hours=1), InTheFuture),
        (5, WEEK_AGO - timedelta(days=1), BeforePublication),
    ],
)
def test_impossible_readings_are_refused(media, reads, read_at, error):
    with pytest.raises(error):
        record_reads(media, reads, read_at=read_at)
    assert list(Readership.objects.all()) == []


def test_nobody_reads_a_draft(media):
    assert not spread.can_record_reads(media.draft, by=media.editor, at=NOW)
    with pytest.raises(NotPublished):
        record_reads(media, 5, item=media.draft)


def test_an_official_records_no_readings(media, cast):
    with pytest.raises(NotYours):
        record_reads(media, 5, by=cast.official)


def test_the_same_day_again_replaces_the_times(media):
    broadcast(media, 3)
    broadcast(media, 5)
    assert Broadcast.objects.times() == 5


@pytest.mark.parametrize(
    ("times", "day", "error"),
    [
        (0, TODAY, WrongTimes),
        (1, TODAY + timedelta(days=1), InTheFuture),
        (1, TODAY - timedelta(days=8), BeforePublication),
    ],
)
def test_impossible_broadcasts_are_refused(media, times, day, error):
    with pytest.raises(error):
        broadcast(media, times, day)
    assert list(Broadcast.objects.all()) == []


def test_a_draft_is_not_broadcast(media):
    with pytest.raises(NotPublished):
        broadcast(media, 1, item=media.draft)


def test_a_channel_out_of_use_broadcasts_nothing(media):
    Channel.objects.filter(pk=media.daily.pk).update(valid_to=TODAY - timedelta(days=1))
    media.daily.refresh_from_db()
    with pytest.raises(ChannelClosed):
        broadcast(media, 1)
