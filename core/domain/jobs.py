"""Background work. The row is the truth; a message only wakes a worker sooner.

A worker claims a :class:`core.models.Job` by a conditional UPDATE and shows signs of life; a job
without one for ``JOB_LEASE_SECONDS`` is taken over by the next worker. Handlers are therefore
idempotent: they may be run again after half of their work.
"""

import logging
import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.choices import JobState
from core.domain import notices
from core.domain.leases import Lease
from core.errors import DomainError, LeaseLost
from core.models import Job

log = logging.getLogger("campaign.jobs")

MAX_ATTEMPTS = 5


class RunningJob(Lease):
    """A claimed job in the hands of its handler: ``payload``, ``row`` and ``progress(done, total)``."""

    @property
    def payload(self) -> dict[str, Any]:
        return self.row.payload


Handler = Callable[[RunningJob], dict[str, Any] | None]
_handlers: dict[str, Handler] = {}
_names: dict[str, str | Promise] = {}


def _sleep_on(job_id: int) -> None:
    """Wake nobody: the row waits for the next pick-up. ``core.tasks`` plugs in a message."""


wake: Callable[[int], None] = _sleep_on


def handles(kind: str, name: str | Promise = "") -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of jobs of ``kind``; its dict is the job's result.

    ``name`` is the kind in a person's words.
    """

    def register(handler: Handler) -> Handler:
        _handlers[kind], _names[kind] = handler, name
        return handler

    return register


def name_of(kind: str) -> str:
    """Return a kind of job in words: as it is, where nobody has named it."""
    return str(_names.get(kind) or kind)


def names() -> list[tuple[str, str]]:
    """Return every kind of job with its name."""
    return [(kind, name_of(kind)) for kind in _handlers]


def ask(
    kind: str, payload: dict[str, Any], *, by: AbstractBaseUser | None = None, not_before: datetime | None = None
) -> Job:
    """Write a job in the caller's transaction and wake a worker after commit. ``payload`` must be JSON."""
    job = Job.objects.create(kind=kind, payload=payload, created_by_id=by.pk if by else None, not_before=not_before)
    transaction.on_commit(lambda: wake(job.pk))
    return job


def claimable(at: datetime) -> QuerySet[Job]:
    """Return the jobs that wait for a worker, or whose worker has gone silent."""
    silent = at - timedelta(seconds=settings.JOB_LEASE_SECONDS)
    waiting = Q(state=JobState.QUEUED) & (Q(not_before=None) | Q(not_before__lte=at))
    return Job.objects.filter(waiting | Q(state=JobState.RUNNING, beat_at__lt=silent))


def worker_name() -> str:
    """Return the name under which this process claims work."""
    return f"{socket.gethostname()}:{os.getpid()}"


def cancel(job: Job, *, at: datetime) -> bool:
    """Stop a job that waits or runs; its worker learns of it at its next sign of progress. False where it has ended."""
    going = Job.objects.filter(pk=job.pk, state__in=[JobState.QUEUED, JobState.RUNNING])
    return bool(going.update(state=JobState.CANCELLED, finished_at=at))


def forget(*, at: datetime) -> int:
    """Remove the jobs that ended more than ``JOB_DAYS`` ago, and return how many rows went."""
    before = at - timedelta(days=settings.JOB_DAYS)
    return Job.objects.filter(finished_at__lt=before).exclude(state__in=[JobState.QUEUED, JobState.RUNNING]).delete()[0]


def run(job_id: int, *, worker: str) -> Job | None:
    """Claim the job and run it to its end; return its row, or None when another worker has it."""
    at = timezone.now()
    claim = {"state": JobState.RUNNING, "worker": worker, "beat_at": at, "attempts": F("attempts") + 1}
    if not claimable(at).filter(pk=job_id).update(**claim):
        return None
    job = Job.objects.get(pk=job_id)
    if job.attempts > MAX_ATTEMPTS:
        return _fail(RunningJob(job), str(_("The worker stopped %(n)d times while doing this.")) % {"n": MAX_ATTEMPTS})
    try:
        return _carry_out(job)
    except LeaseLost:
        job.refresh_from_db()
        if job.state != JobState.CANCELLED:
            raise
        return job


def _carry_out(job: Job) -> Job:
    running = RunningJob(job)
    try:
        with running, override(settings.LANGUAGE_CODE):
            result = _handlers[job.kind](running) or {}
    except (LeaseLost, OperationalError, InterfaceError):
        # The database is away, or another worker has taken over: the lease decides who goes on.
        raise
    except DomainError as error:
        return _fail(running, str(error))
    except Exception as error:
        log.exception("Job %s failed", job)
        return _fail(running, f"{type(error).__name__}: {error}")
    return running.finish(state=JobState.DONE, result=result)


def _fail(running: RunningJob, error: str) -> Job:
    """Write the error on the row, and tell the person who asked."""
    with transaction.atomic():
        job = running.finish(state=JobState.FAILED, error=error)
        if job.created_by:
            subject = _("Background work failed: %(error)s") % {"error": error}
            notices.tell([job.created_by], kind="job.failed", subject=subject, body=error, at=timezone.now())
    return job


def pick_up(*, worker: str, at: datetime) -> int:
    """Run every job that waits or was abandoned at ``at``, oldest first; return how many were run here."""
    waiting = list(claimable(at).order_by("pk").values_list("pk", flat=True))
    return sum(run(job_id, worker=worker) is not None for job_id in waiting)


def run_waiting() -> int:
    """Run all that waits, here and now, with what it asks for in turn (scripts and tests)."""
    total = 0
    while ran := pick_up(worker="inline", at=timezone.now()):
        total += ran
    return total
