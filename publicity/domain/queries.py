"""Reads of publicity that pages share."""

from django.db.models import OuterRef, QuerySet, Subquery

from publicity.models import Item, Readership


def with_reads(items: QuerySet[Item]) -> QuerySet[Item]:
    """Annotate ``reads`` and ``read_at`` (the last snapshot) and ``reads_before`` (the one before it)."""
    snapshots = Readership.objects.filter(item=OuterRef("pk")).order_by("-at")
    return items.annotate(
        reads=Subquery(snapshots.values("reads")[:1]),
        read_at=Subquery(snapshots.values("at")[:1]),
        reads_before=Subquery(snapshots.values("reads")[1:2]),
    )
