"""Small lists for tests of importers: rows in, a checked batch out."""

import csv
import io

from django.core.files.base import ContentFile
from django.utils import timezone

from core.imports.applying import apply
from core.imports.batches import read, upload
from core.models import ImportBatch


def checked(importer: str, header: list[str], *rows: list) -> ImportBatch:
    """Upload a csv of these rows and return the batch with its preview."""
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    file = ContentFile(text.getvalue().encode("utf-8-sig"))
    return read(upload(importer, file, name=f"{importer}.csv", by=None, at=timezone.now()))


def applied(importer: str, header: list[str], *rows: list) -> ImportBatch:
    """Upload a csv of these rows and apply it whole."""
    return apply(checked(importer, header, *rows), by=None, at=timezone.now())


def verdicts(batch: ImportBatch) -> list[str]:
    """Return the verdict of each row."""
    return list(batch.rows.order_by("number").values_list("verdict", flat=True))


def refused_columns(batch: ImportBatch) -> list[str]:
    """Return the column of each refusal, where the words are the engine's own."""
    rows = batch.rows.exclude(refusals=None).order_by("number").values_list("refusals", flat=True)
    return [refusal["column"] for refusals in rows for refusal in refusals]


def reasons(batch: ImportBatch) -> list[str]:
    """Return why rows were refused, one "column reason" for each refusal."""
    rows = batch.rows.exclude(refusals=None).order_by("number").values_list("refusals", flat=True)
    return [f"{refusal['column']} {refusal['reason']}" for refusals in rows for refusal in refusals]
