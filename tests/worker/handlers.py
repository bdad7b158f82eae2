"""Handlers that only the tests' workers know."""

from django.utils import timezone

from core.domain import jobs
from core.imports import applying
from core.models import ImportBatch


@jobs.handles("test.apply")
def apply(job: jobs.RunningJob) -> dict:
    """Apply a checked list."""
    batch = ImportBatch.objects.get(pk=job.payload["batch"])
    applying.apply(batch, by=None, at=timezone.now())
    return {"batch": batch.pk}
