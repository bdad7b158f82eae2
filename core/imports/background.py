"""Long imports as jobs: read, apply, undo. Each may be run again after a SIGKILL in its middle."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.choices import BatchState, JobState
from core.domain import jobs
from core.errors import DomainError
from core.imports import applying, batches, undoing
from core.models import ImportBatch, Job

# A list of so many rows is worked by a job with a progress bar; a shorter one at once.
LARGE_ROWS = 2000
# The size of a file with about as many rows, for it must be read to know.
LARGE_BYTES = 250_000
# While its job runs, and where the batch is again when the job fails.
STATES = {
    "import.read": (BatchState.READING, BatchState.UPLOADED),
    "import.apply": (BatchState.APPLYING, BatchState.PREVIEWED),
    "import.undo": (BatchState.UNDOING, BatchState.APPLIED),
}


@transaction.atomic
def ask(kind: str, batch: ImportBatch, *, by: Any) -> Job:
    """Ask for a batch's work in the background and put the batch in its state."""
    job = jobs.ask(kind, {"batch": batch.pk, "by": by.pk if by else None}, by=by)
    batch.state, batch.job_id, batch.error = STATES[kind][0], job.pk, ""
    batch.save(update_fields=["state", "job_id", "error", "only_good"])
    return job


def settle(batch: ImportBatch) -> Job | None:
    """Return the job that works on a batch; where it failed, put the batch back to where it can be tried again."""
    working = dict(STATES.values())
    if batch.state not in working or not batch.job_id:
        return None
    job = Job.objects.filter(pk=batch.job_id).first()
    if job is None or job.state in (JobState.FAILED, JobState.DONE):
        batch.state, batch.error = working[BatchState(batch.state)], job.error if job else batch.error
        ImportBatch.objects.filter(pk=batch.pk).update(state=batch.state, error=batch.error)
        return None
    return job


@jobs.handles("import.read", gettext_lazy("Reading of a list"))
def read(job: jobs.RunningJob) -> dict[str, Any]:
    """Read and check the file."""
    batch = batches.read(_batch(job), progress=job.progress)
    return dict(batch.counts)


@jobs.handles("import.apply", gettext_lazy("Applying of a list"))
def apply(job: jobs.RunningJob) -> dict[str, Any]:
    """Apply what was checked."""
    batch = _batch(job)
    return _carefully(batch, "import.apply", lambda: applying.apply(batch, by=job.row.created_by, at=timezone.now()))


@jobs.handles("import.undo", gettext_lazy("Undoing of an import"))
def undo(job: jobs.RunningJob) -> dict[str, Any]:
    """Undo what was applied."""
    batch = _batch(job)
    return _carefully(batch, "import.undo", lambda: undoing.undo(batch, by=job.row.created_by, at=timezone.now()))


def _batch(job: jobs.RunningJob) -> ImportBatch:
    return ImportBatch.objects.get(pk=job.payload["batch"])


def _carefully(batch: ImportBatch, kind: str, work: Any) -> dict[str, Any]:
    """Work; when the rules refuse, keep the sentence on the batch, which can then be tried again."""
    try:
        return dict(work().counts)
    except DomainError as error:
        ImportBatch.objects.filter(pk=batch.pk).update(state=STATES[kind][1], error=str(error))
        raise
