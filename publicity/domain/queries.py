"""Reads and counts of publicity that pages, dashboards and documents share."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from core.periods import Period
from publicity.choices import ItemKind
from publicity.models import Broadcast, Channel, Item, Readership


@dataclass(frozen=True)
class PublicityCounts:
    """Channels and readings at the end of a period, and what came out in it.

    ``items`` has every kind, reprints left out. ``broadcast_items`` (条) and ``broadcast_times`` (次) stand apart.
    ``reads`` (人次) sums the last snapshot of every item, reprints included: their readers are their own.
    """

    channels: int
    mobilised: int
    items: dict[str, int]
    broadcast_items: int
    broadcast_times: int
    reads: int


def counts(*, period: Period) -> PublicityCounts:
    """Count the whole city's publicity in six queries."""
    channels = Channel.objects.active(period.last)
    broadcasts = Broadcast.objects.filter(date__gte=period.first, date__lte=period.last)
    return PublicityCounts(
        channels=channels.count(),
        mobilised=channels.mobilised().count(),
        items=items_by_kind(period),
        broadcast_items=broadcasts.items(),
        broadcast_times=broadcasts.times(),
        reads=Readership.objects.reads(period.ends_at),
    )


def items_by_kind(period: Period) -> dict[str, int]:
    """Count the originals published in a period by kind (篇、条)."""
    rows = Item.objects.originals().published_between(period.starts_at, period.ends_at).order_by().values("kind")
    return dict.fromkeys(ItemKind.values, 0) | dict(rows.annotate(n=Count("pk")).values_list("kind", "n"))


def with_reads(items: QuerySet[Item]) -> QuerySet[Item]:
    """Annotate ``reads`` and ``read_at`` (the last snapshot) and ``reads_before`` (the one before it)."""
    snapshots = Readership.objects.filter(item=OuterRef("pk")).order_by("-at")
    return items.annotate(
        reads=Subquery(snapshots.values("reads")[:1]),
        read_at=Subquery(snapshots.values("at")[:1]),
        reads_before=Subquery(snapshots.values("reads")[1:2]),
    )
