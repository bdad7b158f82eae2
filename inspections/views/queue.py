"""The office's queue."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.domain import calendar
from inspections import history, tabs
from inspections.models import Ticket
from inspections.presentation import deadline_of
from inspections.views.lists import ticket_list
from inspections.views.tickets import tickets_of

LAST_EVENTS = 3


@login_required
@permission_required("inspections.register_ticket", raise_exception=True)
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for the office, by tab, filtered."""
    return render(request, "inspections/queue.html", queue_context(request))


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
