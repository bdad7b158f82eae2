from datetime import timedelta

import pytest

from core.models import AuditEntry
from publicity.domain import items
from publicity.errors import AlreadyPublished, ChannelClosed, InTheFuture, NotPublished, NotYours, ReprintOfItself
from publicity.models import Channel, Item
from tests.publicity.conftest import NOW, WEEK_AGO, item


def test_a_draft_is_out_once_it_is_published(media):
    out = items.publish(media.draft, by=media.editor, at=NOW)
    assert (out.published_at, out.is_published) == (NOW, True)
    assert AuditEntry.objects.get().action == "item.published"


def test_an_item_can_have_come_out_earlier(media):
    assert items.publish(media.draft, published_at=WEEK_AGO, by=media.editor, at=NOW).published_at == WEEK_AGO


def test_an_article_dated_tomorrow_is_refused(media):
    with pytest.raises(InTheFuture):
        items.publish(media.draft, published_at=NOW + timedelta(days=1), by=media.editor, at=NOW)


def test_nothing_is_published_twice(media):
    assert not items.can_publish(media.article, by=media.editor, at=NOW)
    with pytest.raises(AlreadyPublished):
        items.publish(media.article, by=media.editor, at=NOW)


def test_a_channel_out_of_use_publishes_nothing(media):
    Channel.objects.filter(pk=media.account.pk).update(valid_to=WEEK_AGO.date())
    with pytest.raises(ChannelClosed):
        items.publish(media.draft, by=media.editor, at=NOW)


def test_an_auditor_only_looks(media, cast):
    assert not items.can_publish(media.draft, by=cast.auditor, at=NOW)
    with pytest.raises(NotYours):
        items.publish(media.draft, by=cast.auditor, at=NOW)


def test_a_withdrawn_item_is_no_longer_counted(media):
    items.withdraw(media.article, reason="数字有误", by=media.editor, at=NOW)
    assert list(Item.objects.published()) == [media.reprint]
    assert AuditEntry.objects.get().data == {"reason": "数字有误"}


def test_a_draft_cannot_be_withdrawn(media):
    assert not items.can_withdraw(media.draft, by=media.editor)
    with pytest.raises(NotPublished):
        items.withdraw(media.draft, reason="不用了", by=media.editor, at=NOW)


def test_a_reprint_of_a_reprint_belongs_to_the_original(media):
    drafted = items.draft(
        code="GJ0100", title="再转", channel=media.account, reprint_of=media.reprint, by=media.editor, at=NOW
    )
    assert drafted.reprint_of == media.article


def test_marking_a_reprint_takes_its_own_reprints_along(media):
    source = item("GJ0009", "源头稿件", media.daily)
    items.mark_reprint(media.article, of=source, by=media.editor, at=NOW)
    assert set(source.reprints.all()) == {media.article, media.reprint}
    assert set(Item.objects.published().originals()) == {source}


def test_an_item_does_not_become_a_reprint_of_its_own_reprint(media):
    with pytest.raises(ReprintOfItself):
        items.mark_reprint(media.article, of=media.reprint, by=media.editor, at=NOW)
