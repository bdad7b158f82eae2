"""Looking again, under lock, at rows that would write: has the portal changed since they were judged?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from core.choices import Verdict
from core.imports.declaration import ListImport
from core.imports.judging import CREATE, UPDATE, weigh
from core.models import ImportBatch, ImportRow

if TYPE_CHECKING:
    from core.imports.applying import Application

CHUNK_ROWS = 5000


def recheck(importer: ListImport, application: Application) -> int:
    """Judge again the rows that would write; store what differs, and return how many did.

    New rows cost one look-up of their keys, for which nothing should be there.
    """
    batch = application.batch
    stale = [*_created_meanwhile(importer, application), *_changed_meanwhile(importer, batch)]
    ImportRow.objects.bulk_update(stale, ["verdict", "before", "object_id"], batch_size=500)
    if stale:
        batch.counts |= count_rows(batch)
    return len(stale)


def count_rows(batch: ImportBatch) -> dict[str, int]:
    """Count a batch's rows by verdict, the tidied ones among the good, and the last row's number."""
    verdicts = {str(v): Count("number", filter=Q(verdict=v)) for v in Verdict}
    tidied = Count("number", filter=Q(tidied__isnull=False) & ~Q(verdict=Verdict.REFUSED))
    return batch.rows.aggregate(rows=Count("number"), last_row=Max("number", default=0), tidied=tidied, **verdicts)


def _created_meanwhile(importer: ListImport, application: Application) -> Iterator[ImportRow]:
    held = importer.taken(application)
    for row in application.batch.rows.filter(verdict=CREATE, key__in=list(held)) if held else ():
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
