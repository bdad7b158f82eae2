from datetime import date

import pytest
from django.db import IntegrityError
from django.db.models import F

from publicity.models import Broadcast, Channel, Item, Readership
from tests.publicity.conftest import NOW


def test_an_operator_has_a_channel_once(media):
    with pytest.raises(IntegrityError, match="channel_once_per_operator"):
        Channel.objects.create(code="QD009", name="文明定州", kind=media.account.kind, operator="市文明办")


def test_a_channel_cannot_end_before_it_begins(media):
    with pytest.raises(IntegrityError, match="channel_valid_from_before_to"):
        Channel.objects.filter(code="QD001").update(valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1))


def test_an_item_is_no_reprint_of_itself(media):
    with pytest.raises(IntegrityError, match="item_no_reprint_of_itself"):
        Item.objects.filter(pk=media.article.pk).update(reprint_of=F("id"))


def test_a_draft_cannot_be_withdrawn(media):
    with pytest.raises(IntegrityError, match="item_withdrawn_after_published"):
        Item.objects.filter(pk=media.draft.pk).update(withdrawn_at=NOW)


def test_a_broadcast_is_at_least_once(media):
    with pytest.raises(IntegrityError, match="broadcast_at_least_once"):
        Broadcast.objects.create(item=media.article, channel=media.daily, date=NOW.date(), times=0)


def test_a_day_is_recorded_once_for_a_channel(media):
    day = {"item": media.article, "channel": media.daily, "date": NOW.date(), "times": 2}
    Broadcast.objects.create(**day)
    with pytest.raises(IntegrityError, match="broadcast_once_per_day_and_channel"):
        Broadcast.objects.create(**day)


def test_a_moment_has_one_snapshot(media):
    Readership.objects.create(item=media.article, at=NOW, reads=1)
    with pytest.raises(IntegrityError, match="readership_once_per_moment"):
        Readership.objects.create(item=media.article, at=NOW, reads=2)
