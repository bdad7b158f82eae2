"""What happens to an item: it is drafted, published, and sometimes withdrawn."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from command.models import User
from core.domain import audit, numbers
from core.errors import passes
from publicity.choices import ItemKind, MediaLevel
from publicity.domain.rights import check_may
from publicity.errors import AlreadyPublished, ChannelClosed, InTheFuture, NotPublished, ReprintOfItself
from publicity.models import Channel, Item


@transaction.atomic
def draft(
    *,
    title: str,
    channel: Channel,
    by: User | None,
    at: datetime,
    code: str = "",
    kind: str = ItemKind.ARTICLE,
    level: str = MediaLevel.CITY,
    url: str = "",
    reprint_of: Item | None = None,
) -> Item:
    """Write down an item that is to be published. A reprint of a reprint belongs to the original.

    Without ``code`` it gets the next number of its year.
    """
    check_may(by, "add_item")
    item = Item.objects.create(
        code=code or _next_code(at),
        title=title,
        channel=channel,
        kind=kind,
        level=level,
        url=url,
        reprint_of=original_of(reprint_of),
    )
    audit.record("item.drafted", by=by, at=at, obj=item)
    return item


def _next_code(at: datetime) -> str:
    year = timezone.localtime(at).year
    return numbers.next_code(f"GJ{year}", f"item-{year}", taken=Item.objects.all())


def original_of(item: Item | None) -> Item | None:
    """Return the item that nothing was reprinted from: the item itself unless it is a reprint."""
    return item.reprint_of if item is not None and item.reprint_of_id else item


@transaction.atomic
def mark_reprint(item: Item, *, of: Item, by: User | None, at: datetime) -> Item:
    """Say that ``item`` only repeats another: it is no longer counted beside it, nor are its own reprints."""
    check_may(by, "change_item")
    original = original_of(of)
    if original is None or original.pk == item.pk:
        raise ReprintOfItself
    Item.objects.filter(reprint_of=item).update(reprint_of=original)
    item.reprint_of = original
    item.save(update_fields=["reprint_of"])
    audit.record("item.reprint", by=by, at=at, obj=item, original=original.code)
    return item


@transaction.atomic
def publish(item: Item, *, by: User | None, at: datetime, published_at: datetime | None = None) -> Item:
    """Record that an item came out, at ``published_at`` or now."""
    item = Item.objects.select_for_update(of=("self",)).select_related("channel").get(pk=item.pk)
    published_at = published_at or at
    check_publish(item, by=by, at=at, published_at=published_at)
    item.published_at = published_at
    item.save(update_fields=["published_at"])
    audit.record("item.published", by=by, at=at, obj=item, published_at=published_at.isoformat())
    return item


def check_publish(item: Item, *, by: User | None, at: datetime, published_at: datetime) -> None:
    """Refuse what is out already, a moment to come, and a channel that was not in use on that day."""
    check_may(by, "change_item")
    if item.published_at:
        raise AlreadyPublished
    check_past(published_at, at=at)
    if not item.channel.is_active(timezone.localdate(published_at)):
        raise ChannelClosed


def can_publish(item: Item, *, by: User | None, at: datetime) -> bool:
    """Answer what :func:`check_publish` decides about publishing now."""
    return passes(check_publish, item, by=by, at=at, published_at=at)


@transaction.atomic
def withdraw(item: Item, *, reason: str, by: User | None, at: datetime) -> Item:
    """Take a published item back: it is no longer counted, its readership is kept."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    check_withdraw(item, by=by)
    item.withdrawn_at = at
    item.save(update_fields=["withdrawn_at"])
    audit.record("item.withdrawn", by=by, at=at, obj=item, reason=reason)
    return item


def check_withdraw(item: Item, *, by: User | None) -> None:
    """Refuse to withdraw what is not out."""
    check_may(by, "change_item")
    if not item.is_published:
        raise NotPublished


def can_withdraw(item: Item, *, by: User | None) -> bool:
    """Answer what :func:`check_withdraw` decides."""
    return passes(check_withdraw, item, by=by)


def check_past(moment: datetime, *, at: datetime) -> None:
    """Refuse a moment to come, such as an article dated tomorrow."""
    if moment > at:
        raise InTheFuture
