"""What Celery carries for volunteering: hints to look at the rows."""

from celery import shared_task
from django.utils import timezone

from volunteers.domain import check_in


@shared_task
def settle_check_ins() -> None:
    """Make attendances of the check-ins that organisers have left standing for a day."""
    check_in.settle(at=timezone.now())
