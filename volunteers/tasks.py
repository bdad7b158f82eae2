"""What Celery carries for volunteering: hints to look at the rows, and long exports."""

from typing import Any

from celery import shared_task
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import record_exports
from core.domain import jobs
from volunteers.domain import check_in, flags, hours, recurrence, shifts
from volunteers.errors import NotYours
from volunteers.exporters import ServiceExport

EXPORT = "service.export"


@shared_task
def settle_check_ins() -> None:
    """Make attendances of the check-ins that organisers have left standing for a day."""
    check_in.settle(at=timezone.now())


@shared_task
def make_occurrences() -> None:
    """Make the occurrences of recurring activities ahead."""
    recurrence.make_ahead(at=timezone.now())


@shared_task
def remind_leaders() -> None:
    """Tell leaders, once, of what they hold tomorrow."""
    shifts.remind(at=timezone.now())


@shared_task
def tell_of_flags() -> None:
    """Tell leaders, once, of what looks odd in what was recorded lately."""
    flags.tell(at=timezone.now())


@jobs.handles(EXPORT, _("Export of service records"))
def export(job: jobs.RunningJob) -> dict[str, Any]:
    """Write a long list of records of service, as its asker may see it now, and tell them where it is."""
    user = job.row.created_by
    if user is None or not user.is_active:
        raise NotYours
    query, reason = QueryDict(job.payload["query"]), job.payload["reason"]
    asked = ServiceExport(user, query, job.row.created_at, reason)
    hours.check_export(user, reason=reason)
    return record_exports.carry_out(job, asked)
