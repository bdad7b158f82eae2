"""The uploaded file of a list: kept as it came, or sealed where its list may hold ID numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from core.errors import UnreadableList
from core.imports import registry
from core.models import ImportBatch
from core.sealed import Unopened, seal_bytes, unseal_bytes

SEALED = ".sealed"


def keep(batch: ImportBatch, file: File, *, name: str, at: datetime) -> None:
    """Keep the file of a batch that is about to be saved."""
    kept_as = f"{at:%d%H%M%S}{Path(name).suffix.lower()[:8]}"
    if registry.get(batch.importer).is_personal:
        file.seek(0)
        file, kept_as = ContentFile(seal_bytes(file.read())), f"{kept_as}{SEALED}"
    batch.file.save(kept_as, file, save=False)


@contextmanager
def opened(batch: ImportBatch) -> Iterator[str]:
    """Give the path of the file as it was uploaded. A sealed one lies open only as long as it is used.

    :class:`~core.errors.UnreadableList` where it is gone, or sealed under a key that is gone.
    """
    if not batch.file:
        raise UnreadableList(_("The file is no longer kept: somebody in it was erased. Upload the list again."))
    if not str(batch.file.name).endswith(SEALED):
        yield batch.file.path
        return
    with NamedTemporaryFile(prefix="list-") as plain:
        plain.write(_unsealed(batch))
        plain.flush()
        yield plain.name


def _unsealed(batch: ImportBatch) -> bytes:
    try:
        with batch.file.open("rb") as file:
            return unseal_bytes(file.read())
    except Unopened as error:
        raise UnreadableList(_("The kept file cannot be opened any more. Upload the list again.")) from error


def forget(batch: ImportBatch) -> None:
    """Remove the file; what became of its rows stays."""
    if batch.file:
        batch.file.delete(save=False)
        ImportBatch.objects.filter(pk=batch.pk).update(file="")
