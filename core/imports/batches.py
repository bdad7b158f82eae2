"""A list from the uploaded file to the preview."""

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from core.choices import BatchState, Datum
from core.errors import UnmappedColumns, UnreadableList
from core.imports import files, registry
from core.imports.declaration import ListImport
from core.imports.judging import judge
from core.imports.mapping import Mapping, check_complete, map_columns
from core.imports.rechecking import count_rows
from core.imports.storing import Store
from core.imports.validating import Validator
from core.models import ImportBatch
from core.tables import Table, open_table

Progress = Callable[[int, int], None]


def upload(importer: str, file: File, *, name: str, by: Any, at: datetime, datum: str = Datum.WGS84) -> ImportBatch:
    """Keep a file, sealed where its list is personal, and return its batch, not yet read."""
    registry.get(importer)
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    batch = ImportBatch(
        importer=importer, file_name=Path(name).name[:255], sha256=digest.hexdigest(), created_by=by, datum=datum
    )
    files.keep(batch, file, name=name, at=at)
    batch.save()
    return batch


def read(batch: ImportBatch, *, progress: Progress | None = None) -> ImportBatch:
    """Read, check and judge a batch's file, and store its rows: the preview.

    Rows are stored chunk by chunk, so that progress can be seen; nobody looks at them before the state is
    PREVIEWED, and reading again starts afresh. Raises :class:`~core.errors.UnreadableList` with a sentence,
    which is also kept on the batch.
    """
    importer = registry.get(batch.importer)
    if batch.state not in (BatchState.UPLOADED, BatchState.READING, BatchState.PREVIEWED, BatchState.FAILED):
        raise UnreadableList(_("The import is “%(state)s”.") % {"state": batch.get_state_display()})
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.READING, error="")
    batch.rows.all().delete()
    try:
        with (
            files.opened(batch) as path,
            open_table(path) as table,
            no_collection(),
            Store(batch.pk) as store,
        ):
            _store_rows(batch, importer, table, store, progress or _no_progress)
        _finish(batch)
    except UnmappedColumns as error:
        _stop(batch, BatchState.UPLOADED, error, error.details["mapping"])
        raise
    except UnreadableList as error:
        _stop(batch, BatchState.FAILED, error)
        raise
    return batch


@contextmanager
def no_collection() -> Iterator[None]:
    """Stop looking for circles of objects: cells have none, and a hundred thousand rows trigger it all the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _no_progress(done: int, total: int) -> None:
    """Tell nobody."""


def _store_rows(batch: ImportBatch, importer: ListImport, table: Table, store: Store, progress: Progress) -> None:
    validator = None
    for first, rows in table.chunks:
        if validator is None:
            validator = _validator(batch, importer, table, rows)
            batch.mapping |= {"kind": table.kind, "sheet": table.sheet, "encoding": table.encoding}
        chunk = validator.check(first, rows, before_rules=store.wait)
        progress(first - 1, max(table.rows, first + len(rows) - 1))
        store.put(judge(importer, chunk))
    if validator is None:
        raise UnreadableList(_("The sheet is empty."))


def _validator(batch: ImportBatch, importer: ListImport, table: Table, rows: list[list]) -> Validator:
    mapping = _settle(batch, importer, rows)
    return Validator(
        importer, mapping, lookups=importer.lookups(), rules=importer.rules(batch), formulas=table.formulas
    )


def _settle(batch: ImportBatch, importer: ListImport, rows: list[list]) -> Mapping:
    """Return the mapping: what was chosen for this file, or last time for the same headers, or what maps itself."""
    mapping = map_columns(importer, rows, batch.chosen)
    if not batch.chosen:
        remembered = _remembered(batch, mapping.header_key)
        if remembered:
            mapping = map_columns(importer, rows, remembered)
            batch.chosen = remembered
    batch.header_key, batch.mapping = mapping.header_key, mapping.as_json()
    check_complete(importer, mapping)
    return mapping


def _remembered(batch: ImportBatch, header_key: str) -> dict[str, int]:
    """Return the columns that were chosen by hand for the latest checked file with the same headers."""
    same = ImportBatch.objects.filter(importer=batch.importer, header_key=header_key).exclude(chosen={})
    checked = same.filter(state__in=[BatchState.PREVIEWED, BatchState.APPLIED, BatchState.UNDONE])
    return checked.exclude(pk=batch.pk).values_list("chosen", flat=True).order_by("-id").first() or {}


def _finish(batch: ImportBatch) -> None:
    batch.counts = count_rows(batch)
    if not batch.counts["rows"]:
        raise UnreadableList(_("There is a header but no row under it."))
    batch.state, batch.error = BatchState.PREVIEWED, ""
    batch.save(update_fields=["counts", "state", "error", "mapping", "chosen", "header_key"])


@transaction.atomic
def _stop(batch: ImportBatch, state: BatchState, error: UnreadableList, mapping: Mapping | None = None) -> None:
    """Keep why the file could not be read; none of its rows stays."""
    batch.rows.all().delete()
    batch.state, batch.error = state, str(error)
    if mapping is not None:
        batch.mapping, batch.header_key = mapping.as_json(), mapping.header_key
    batch.save(update_fields=["state", "error", "mapping", "header_key"])
