"""What Celery carries: hints. Each task asks the domain to look at the rows and do what is due.

When to look is the beat schedule of ``campaign_portal.celery``.
"""

import logging

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.domain import digest, health, idempotency, jobs, kept_files, outbox

log = logging.getLogger("campaign.jobs")


@shared_task
def run_job(job_id: int) -> None:
    """Run one job, unless another worker has it."""
    jobs.run(job_id, worker=jobs.worker_name())


@shared_task
def pick_up() -> None:
    """Run the jobs whose message was lost or whose worker died."""
    jobs.pick_up(worker=jobs.worker_name(), at=timezone.now())


@shared_task
def deliver() -> None:
    """Send what the outbox holds."""
    outbox.deliver_due(at=timezone.now(), worker=jobs.worker_name())


@shared_task
def write_digests() -> None:
    """Write the daily digests, once it is time."""
    digest.write_due(at=timezone.now())


@shared_task
def forget_notices() -> None:
    """Remove what was sent or read long ago."""
    outbox.forget(at=timezone.now())


@shared_task
def heartbeat() -> None:
    """Show that beat, broker and worker work together."""
    health.beat(health.WORKER, at=timezone.now())


@shared_task
def forget_answers() -> None:
    """Remove the kept answers of the API that nobody will ask for again."""
    idempotency.forget(at=timezone.now())


@shared_task
def forget_work() -> None:
    """Remove the files of jobs after their day, and jobs that ended long ago."""
    kept_files.forget(at=timezone.now())
    jobs.forget(at=timezone.now())


@worker_ready.connect
def greet(**_signal: object) -> None:
    """Show at once that a worker has come, before beat asks."""
    heartbeat.apply_async(retry=False)


def wake(job_id: int) -> None:
    """Send a worker to a job. Without a broker the job waits for the next pick-up; the asker is not held up."""
    try:
        run_job.apply_async((job_id,), retry=False)
    except OperationalError as error:
        log.warning("Job %d waits for the next pick-up, the broker is away: %s", job_id, error)


def plug_in() -> None:
    """Let the domain wake workers by messages."""
    jobs.wake = wake
