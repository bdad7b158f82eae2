"""Recording how far an item went: readings and broadcasts."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from command.models import User
from core.domain import audit
from core.errors import passes
from publicity.domain.items import check_past
from publicity.domain.rights import check_may
from publicity.errors import BeforePublication, ChannelClosed, InTheFuture, NotPublished, WrongReads, WrongTimes
from publicity.models import Broadcast, Channel, Item, Readership


@transaction.atomic
def record_reads(
    item: Item, *, reads: int, by: User | None, at: datetime, read_at: datetime | None = None
) -> Readership:
    """Record how often an item had been read at ``read_at`` (now, if not given): a running total.

    A total that went down is kept as it is: platforms take readings back, and pages show it.
    The same moment again replaces the number.
    """
    read_at = read_at or at
    check_reads(item, reads=reads, by=by, at=at, read_at=read_at)
    values = {"reads": reads, "recorded_by": by}
    snapshot, _created = Readership.objects.update_or_create(item=item, at=read_at, defaults=values)
    audit.record("readership.recorded", by=by, at=at, obj=item, reads=reads, read_at=read_at.isoformat())
    return snapshot


def check_reads(item: Item, *, reads: int, by: User | None, at: datetime, read_at: datetime) -> None:
    """Refuse a number below zero, a moment to come, and readers before there was anything to read."""
    check_may(by, "add_readership")
    if reads < 0:
        raise WrongReads
    if item.published_at is None:
        raise NotPublished
    check_past(read_at, at=at)
    if read_at < item.published_at:
        raise BeforePublication


def can_record_reads(item: Item, *, by: User | None, at: datetime) -> bool:
    """Answer what :func:`check_reads` decides about a number of now."""
    return passes(check_reads, item, reads=0, by=by, at=at, read_at=at)


@transaction.atomic
def record_broadcast(
    item: Item, *, channel: Channel, day: date, times: int, by: User | None, at: datetime
) -> Broadcast:
    """Record how often a channel broadcast an item on a day. The same day again replaces the number."""
    check_broadcast(item, channel=channel, day=day, times=times, by=by, at=at)
    broadcast, _created = Broadcast.objects.update_or_create(
        item=item, channel=channel, date=day, defaults={"times": times}
    )
    audit.record("broadcast.recorded", by=by, at=at, obj=item, channel=channel.code, date=day.isoformat(), times=times)
    return broadcast


def check_broadcast(item: Item, *, channel: Channel, day: date, times: int, by: User | None, at: datetime) -> None:
    """Refuse less than one time, a day to come, and days on which item or channel were not there."""
    check_may(by, "add_broadcast")
    if times < 1:
        raise WrongTimes
    if day > timezone.localdate(at):
        raise InTheFuture
    if item.published_at is None:
        raise NotPublished
    if day < timezone.localdate(item.published_at):
        raise BeforePublication
    if not channel.is_active(day):
        raise ChannelClosed
