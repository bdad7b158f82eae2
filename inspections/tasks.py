"""What Celery carries for inspections: the sweep of the ladder, and tidying up."""

from typing import Any

from celery import shared_task
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import record_exports
from core.domain import jobs
from inspections.domain import escalation, uploads
from inspections.errors import NotAllowed
from inspections.exporters import TicketExport

EXPORT = "tickets.export"


@shared_task
def sweep() -> None:
    """Fire the rungs that are due."""
    escalation.sweep(at=timezone.now(), worker=jobs.worker_name())


@shared_task
def forget_uploads() -> None:
    """Remove the photos whose form was never sent again."""
    uploads.forget(at=timezone.now())


@jobs.handles(EXPORT, _("Export of problems"))
def export(job: jobs.RunningJob) -> dict[str, Any]:
    """Write a long list of tickets, as its asker may see it now, and tell them where it is."""
    user = job.row.created_by
    if user is None or not (user.is_active and user.has_perm("inspections.export_ticket")):
        raise NotAllowed
    return record_exports.carry_out(job, TicketExport(user, QueryDict(job.payload["query"]), job.row.created_at))
