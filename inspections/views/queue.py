"""The office's queue."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from inspections import tabs
from inspections.forms.bulk import BulkDispatchForm
from inspections.views.lists import ticket_list


@login_required
@permission_required("inspections.register_ticket", raise_exception=True)
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for the office, by tab, filtered."""
    context = ticket_list(request, tabs.QUEUE)
    if "dispatch" in context["tab"].bulk:
        context["dispatch_form"] = BulkDispatchForm()
    return render(request, "inspections/queue.html", context)
