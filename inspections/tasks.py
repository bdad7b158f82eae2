"""What Celery carries for inspections: the sweep of the ladder, and tidying up."""

from typing import Any

from celery import shared_task
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.domain import jobs, kept_files, notices
from inspections.domain import escalation, uploads
from inspections.errors import NotAllowed
from inspections.exporters import Asked, write_tickets

EXPORT = "tickets.export"


@shared_task
def sweep() -> None:
    """Fire the rungs that are due."""
    escalation.sweep(at=timezone.now(), worker=jobs.worker_name())


@shared_task
def forget_uploads() -> None:
    """Remove the photos whose form was never sent again."""
    uploads.forget(at=timezone.now())


@jobs.handles(EXPORT)
def export(job: jobs.RunningJob) -> dict[str, Any]:
    """Write a long list of tickets, as its asker may see it now, and tell them where it is."""
    user = job.row.created_by
    if user is None or not (user.is_active and user.has_perm("inspections.export_ticket")):
        raise NotAllowed
    asked = Asked(user, QueryDict(job.payload["query"]), job.row.created_at)
    with write_tickets(asked, job.progress) as book:
        result = kept_files.keep(job, book, name=asked.name)
    link, subject = reverse("job-progress", args=[job.row.pk]), _("Ready: %(name)s") % {"name": asked.name}
    notices.tell([user], kind="job.done", subject=subject, link=link, at=timezone.now())
    return result
