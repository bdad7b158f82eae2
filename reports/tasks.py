"""Background work of the reports: a door, nothing more."""

from typing import Any

from celery import shared_task
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import record_exports
from core.domain import jobs
from core.domain.figures import get
from core.errors import NoSuchFigure
from reports.domain import boards, maps, volunteering
from reports.exporters import RecordExport

EXPORT = "figures.export"


@shared_task(ignore_result=True)
def warm_dashboard() -> None:
    """Count the first page of the dashboard and that of volunteering, every minute; draw outlines when points moved."""
    boards.warm(at=timezone.now())
    volunteering.warm(at=timezone.now())
    maps.borders()


@jobs.handles(EXPORT, _("Export of the records of a figure"))
def export(job: jobs.RunningJob) -> dict[str, Any]:
    """Write the records behind a figure, as their asker may see them now, and tell them where they are."""
    user, figure = job.row.created_by, get(job.payload["figure"])
    if user is None or not (user.is_active and figure.may_read(user)):
        raise NoSuchFigure
    asked = RecordExport(user, QueryDict(job.payload["query"]), job.row.created_at, figure)
    return record_exports.carry_out(job, asked)
