"""Looking again, under lock, at rows that would write: has the portal changed since they were judged?"""

from collections.abc import Iterator

from django.db.models import Count, Max, Q

from core.choices import Verdict
from core.imports.declaration import ListImport
from core.imports.judging import CREATE, UPDATE, weigh
from core.models import ImportBatch, ImportRow

CHUNK_ROWS = 5000


def recheck(importer: ListImport, batch: ImportBatch) -> int:
    """Judge again the rows that would write; store what differs, and return how many did.

    New rows cost one look-up of their keys, for which nothing should be there.
    """
    stale = [*_created_meanwhile(importer, batch), *_changed_meanwhile(importer, batch)]
    ImportRow.objects.bulk_update(stale, ["verdict", "before", "object_id"], batch_size=500)
    if stale:
        batch.counts |= count_rows(batch)
    return len(stale)


def count_rows(batch: ImportBatch) -> dict[str, int]:
    """Count a batch's rows by verdict, the tidied ones among the good, and the last row's number."""
    verdicts = {str(v): Count("number", filter=Q(verdict=v)) for v in Verdict}
    tidied = Count("number", filter=Q(tidied__isnull=False) & ~Q(verdict=Verdict.REFUSED))
    return batch.rows.aggregate(rows=Count("number"), last_row=Max("number", default=0), tidied=tidied, **verdicts)


def _created_meanwhile(importer: ListImport, batch: ImportBatch) -> Iterator[ImportRow]:
    rows = batch.rows.filter(verdict=CREATE)
    keys = list(rows.values_list("key", flat=True).order_by())
    held: dict = {}
    for start in range(0, len(keys), CHUNK_ROWS):
        held.update(importer.current(keys[start : start + CHUNK_ROWS]))
    for row in rows.filter(key__in=list(held)) if held else ():
        row.verdict, row.before, row.object_id = weigh(importer, row.data, held[row.key])
        yield row


def _changed_meanwhile(importer: ListImport, batch: ImportBatch) -> Iterator[ImportRow]:
    last = 0
    while rows := list(batch.rows.filter(verdict=UPDATE, number__gt=last).order_by("number")[:CHUNK_ROWS]):
        held = importer.current([row.key for row in rows])
        for row in rows:
            judged = weigh(importer, row.data, held.get(row.key))
            if judged != (row.verdict, row.before, row.object_id):
                row.verdict, row.before, row.object_id = judged
                yield row
        last = rows[-1].number
