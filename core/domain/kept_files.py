"""Files that jobs make for people: kept for a day, for their maker only."""

from datetime import datetime, timedelta
from typing import IO, Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from core.domain.jobs import RunningJob
from core.models import KeptFile

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def keep(job: RunningJob, content: IO[bytes], *, name: str) -> dict[str, Any]:
    """Keep what ``job`` has made for the person who asked; return the job's result. Run again, it replaces the file."""
    if job.row.created_by_id is None:
        raise ValueError("A file is kept for somebody.")
    for old in KeptFile.objects.filter(job=job.row):
        _remove(old)
    kept = KeptFile(job=job.row, owner_id=job.row.created_by_id, name=name, created_at=timezone.now())
    kept.file.save(f"{job.row.pk}.{name.rpartition('.')[2]}", File(content), save=True)
    return {"file": kept.pk, "name": name}


def forget(*, at: datetime) -> int:
    """Remove the files that are older than a day, and return how many."""
    old = list(KeptFile.objects.filter(created_at__lt=at - KEPT_FOR))
    for kept in old:
        _remove(kept)
    return len(old)


def _remove(kept: KeptFile) -> None:
    kept.file.delete(save=False)
    kept.delete()
