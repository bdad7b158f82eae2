"""The queue as a workbook: exactly the rows that the page filters."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from core import record_exports
from inspections.exporters import TicketExport
from inspections.tasks import EXPORT


@login_required
@permission_required("inspections.export_ticket", raise_exception=True)
def queue_export(request: HttpRequest) -> HttpResponseBase:
    """Send the rows of the chosen tab, as filtered, within the person's row scope.

    A long list is written in the background once it is asked for by POST; a page shows how far it is.
    """
    asked = TicketExport(request.user, request.GET, timezone.now())
    return record_exports.send(request, asked, EXPORT, act="ticket.export")
