"""Likely duplicates: the list, two side by side, merging in either direction, telling apart."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.domain import calendar
from core.errors import DomainError
from inspections import history
from inspections.domain import duplicates, queries, tickets
from inspections.errors import WrongTarget
from inspections.models import Ticket
from inspections.presentation import deadline_of
from inspections.views.tickets import tickets_of

REGISTER = "inspections.register_ticket"
LONGEST_VERSION = 10


@login_required
@permission_required(REGISTER, raise_exception=True)
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Show the points at which a category is open more than once."""
    found = list(duplicates.clusters(request.user))
    rows = Ticket.objects.select_related("point", "area", "category").in_bulk({pk for pair in found for pk in pair[:2]})
    pairs = [{"old": rows[old], "new": rows[new], "count": count} for old, new, count in found]
    return render(request, "inspections/duplicate_list.html", {"pairs": pairs})


@login_required
@permission_required(REGISTER, raise_exception=True)
def ticket_duplicates(request: HttpRequest, number: str) -> HttpResponse:
    """Show the open tickets that are likely the same problem as one."""
    ticket = get_object_or_404(tickets_of(request), number=number)
    found = duplicates.likely(ticket, user=request.user)
    return render(request, "inspections/ticket_duplicates.html", {"ticket": ticket, "found": found})


@login_required
@permission_required(REGISTER, raise_exception=True)
def duplicate_compare(request: HttpRequest, number: str, other: str) -> HttpResponse:
    """Show two tickets side by side; merge one into the other, or remember that they are two."""
    one, two = (get_object_or_404(tickets_of(request), number=each) for each in (number, other))
    refusal = _decide(request, one, two) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return redirect("ticket-detail", request.POST.get("keep") or number)
    context = {
        "sides": [_side(one), _side(two)],
        "likeness": duplicates.likeness(one, two),
        "refusal": refusal,
        "note": request.POST.get("note", ""),
    }
    return render(request, "inspections/compare.html", context, status=409 if refusal else 200)


def _decide(request: HttpRequest, one: Ticket, two: Ticket) -> DomainError | None:
    """Carry out what was decided; return what stood in its way."""
    keep, note, at = request.POST.get("keep", ""), request.POST.get("note", ""), timezone.now()
    if keep not in ("", one.number, two.number):
        return WrongTarget()
    try:
        if not keep:
            duplicates.tell_apart(one, two, by=request.user, at=at, note=note)
            messages.success(request, _("They will not be suggested to each other again."))
            return None
        stays, goes = (one, two) if keep == one.number else (two, one)
        seen = request.POST.get(f"version-{goes.number}", "")
        version = int(seen) if seen.isdecimal() and len(seen) < LONGEST_VERSION else goes.version
        tickets.merge(goes, into=stays, by=request.user, at=at, note=note, version=version)
        messages.success(request, _("%(number)s was merged into this one.") % {"number": goes.number})
    except DomainError as error:
        return error
    return None


def _side(ticket: Ticket) -> dict[str, Any]:
    events = queries.with_people(ticket, ticket.events.order_by("id"))
    return {
        "ticket": ticket,
        "deadline": deadline_of(ticket, at=timezone.now(), calendar=calendar.current()),
        "pairs": history.pairs(list(ticket.photos.all())),
        "timeline": [history.told(event) for event in events],
    }
