"""The office's queue."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.domain import calendar
from inspections import history, tabs
from inspections.filters import is_filtered
from inspections.models import Ticket
from inspections.presentation import deadline_of
from inspections.views.lists import ticket_list
from inspections.views.tickets import tickets_of

LAST_EVENTS = 3


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for the office, by tab, filtered; with the filter that the person opens it with, if any.

    Who comes by somebody's link and has no queue gets the same filter over the own work.
    """
    if not request.user.has_perm("inspections.register_ticket"):
        return _own_work(request)
    context = queue_context(request)
    first = next((each for each in context["saved_filters"] if each.opens and not request.GET), None)
    return redirect(first.address) if first else render(request, "inspections/queue.html", context)


def _own_work(request: HttpRequest) -> HttpResponse:
    if not is_filtered(request.GET):
        raise PermissionDenied
    query = request.GET.copy()
    query["tab"] = "all"
    messages.info(request, _("The link leads to the office's queue. Here is what of it your account may see."))
    return redirect(f"{reverse('work')}?{query.urlencode()}")


def queue_context(
    request: HttpRequest, *, ticked: Iterable[str] = (), refused: Iterable[tuple[Ticket, str]] = ()
) -> dict[str, Any]:
    """Return the context of the queue; ``ticked`` are the numbers of rows, ``refused`` say why in their rows."""
    context = ticket_list(request, tabs.QUEUE)
    reasons = {ticket.pk: reason for ticket, reason in refused}
    shown = {row.pk: row for row in context["page"].object_list}
    for row in shown.values():
        row.is_ticked, row.refusal = row.number in ticked, reasons.get(row.pk, "")
    elsewhere = [(ticket, reason) for ticket, reason in refused if ticket.pk not in shown]
    return context | {"refused_elsewhere": elsewhere}


@login_required
def ticket_preview(request: HttpRequest, number: str) -> HttpResponse:
    """Show beside the list what one looks at before a decision: photos, text, place, the last that happened."""
    ticket = get_object_or_404(tickets_of(request), number=number)
    events = list(ticket.events.select_related("department", "actor").order_by("-id")[:LAST_EVENTS])
    context = {
        "ticket": ticket,
        "deadline": deadline_of(ticket, at=timezone.now(), calendar=calendar.current()),
        "pairs": history.pairs(list(ticket.photos.all())),
        "timeline": [history.told(event) for event in events],
    }
    return render(request, "inspections/preview.html", context)
