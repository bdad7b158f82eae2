"""Undoing an applied batch: what it created goes, what it changed comes back, unless later work stands on it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from core.choices import BatchState
from core.domain import audit
from core.errors import ImportRefused
from core.imports import registry
from core.imports.applying import Application, lock
from core.models import ImportBatch


def undo(batch: ImportBatch, *, by: Any, at: datetime) -> ImportBatch:
    """Undo an applied batch in one transaction and return it fresh.

    Raises :class:`~core.errors.ImportRefused` with a sentence that names the later work in the way; then
    nothing is changed. Undoing an undone batch does nothing.
    """
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if batch.state != BatchState.UNDONE:
                _undo_locked(batch, by=by, at=at)
            return batch
    except (IntegrityError, ProtectedError, RestrictedError) as error:
        message = _("Later records refer to what this import created, so that it cannot be undone.")
        raise ImportRefused(message) from error


def _undo_locked(batch: ImportBatch, *, by: Any, at: datetime) -> None:
    if batch.state not in (BatchState.APPLIED, BatchState.UNDOING):
        state = batch.get_state_display()
        raise ImportRefused(_("The import is “%(state)s” and cannot be undone.") % {"state": state})
    importer = registry.get(batch.importer)
    lock(importer.model)
    application = Application(batch, at, by, batch.made)
    blockers = importer.blockers(application)
    if blockers:
        raise ImportRefused(" ".join(blockers))
    importer.undo(application)
    batch.state, batch.undone_at, batch.undone_by, batch.error = BatchState.UNDONE, at, by, ""
    batch.save(update_fields=["state", "undone_at", "undone_by", "error"])
    audit.record("import.undo", by=by, at=at, obj=batch, list=batch.importer, counts=batch.counts)
