"""The queue as a workbook: exactly the rows that the page filters."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from core.domain import audit, jobs
from inspections.exporters import Asked, write_tickets
from inspections.tasks import EXPORT


@login_required
@permission_required("inspections.export_ticket", raise_exception=True)
def queue_export(request: HttpRequest) -> HttpResponseBase:
    """Send the rows of the chosen tab, as filtered, within the person's row scope.

    A long list is written in the background; the page that follows shows how far it is.
    """
    asked, query = Asked(request.user, request.GET, timezone.now()), request.GET.urlencode()
    audit.record("ticket.export", by=request.user, at=asked.at, filter=query)
    if asked.is_long:
        job = jobs.ask(EXPORT, {"query": query, "title": asked.name}, by=request.user)
        return redirect("job-progress", job.pk)
    return FileResponse(write_tickets(asked), as_attachment=True, filename=asked.name)
