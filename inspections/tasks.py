"""What Celery carries for inspections: the sweep of the ladder."""

from celery import shared_task
from django.utils import timezone

from core.domain import jobs
from inspections.domain import escalation


@shared_task
def sweep() -> None:
    """Fire the rungs that are due."""
    escalation.sweep(at=timezone.now(), worker=jobs.worker_name())
