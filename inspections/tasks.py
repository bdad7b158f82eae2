"""What Celery carries for inspections: the sweep of the ladder, and tidying up."""

from celery import shared_task
from django.utils import timezone

from core.domain import jobs
from inspections.domain import escalation, uploads


@shared_task
def sweep() -> None:
    """Fire the rungs that are due."""
    escalation.sweep(at=timezone.now(), worker=jobs.worker_name())


@shared_task
def forget_uploads() -> None:
    """Remove the photos whose form was never sent again."""
    uploads.forget(at=timezone.now())
