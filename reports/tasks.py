"""Background work of the reports: a door, nothing more."""

from celery import shared_task
from django.utils import timezone

from reports.domain import boards


@shared_task(ignore_result=True)
def warm_dashboard() -> None:
    """Count the first page of the dashboard, every minute."""
    boards.warm(at=timezone.now())
