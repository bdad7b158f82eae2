"""Rows of the own work: what can be done right there, and the row as it is answered after it was done.

A row is one ticket as an item of the list, ``#row-<number>``; htmx names it as the target of what it asks.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from command.models import User
from core.context import calendar_of
from inspections import tabs
from inspections.choices import PhotoRole, Verb
from inspections.domain import tickets
from inspections.domain.people import handlers as people_of
from inspections.forms.verbs import ACTIONS
from inspections.models import Ticket, TicketPhoto
from inspections.presentation import for_rows, with_deadlines

# What is done from the list, in the order in which it is offered. The rest is on the page of the ticket.
OFFERED = (Verb.ACCEPT, Verb.RECTIFY, Verb.HAND_OVER, Verb.ASK_EXTENSION, Verb.RETURN)
TARGET = "row-"


def is_row(request: HttpRequest) -> bool:
    """Answer whether a row of a list asks."""
    return request.headers.get("HX-Target", "").startswith(TARGET)


def prepared(shown: Iterable[Ticket], user: User) -> list[Ticket]:
    """Give each ticket what its row shows besides: ``offered`` verbs, ``holder``, and the first photo of the problem.

    Three queries, whatever the number of rows.
    """
    found = list(shown)
    unit = set(people_of(user.department_id).values_list("pk", flat=True)) if user.department_id else set()
    people = User.objects.in_bulk({ticket.handler_id for ticket in found} - {None})
    photos = _first_photos(found)
    for ticket in found:
        row: Any = ticket
        row.offered = [(verb.value, ACTIONS[verb]) for verb in _offered(ticket, user, unit)]
        row.holder = people.get(ticket.handler_id)
        row.photo = next(iter(photos[ticket.pk]), None)
    return found


def _offered(ticket: Ticket, user: User, unit: set[int]) -> list[Verb]:
    """Return what ``user`` may do from the list. Handing over takes a colleague."""
    may = [verb for verb in OFFERED if tickets.can(verb, ticket, user)]
    return [verb for verb in may if verb != Verb.HAND_OVER or unit - {ticket.handler_id, user.pk}]


def _first_photos(found: list[Ticket]) -> dict[int, list[TicketPhoto]]:
    photos: dict[int, list[TicketPhoto]] = defaultdict(list)
    wanted = TicketPhoto.objects.filter(ticket__in=found, role=PhotoRole.BEFORE).only("ticket_id")
    for photo in wanted.order_by("uploaded_at", "id"):
        photos[photo.ticket_id].append(photo)
    return photos


def plain(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Return the row of ``ticket`` as the list shows it."""
    return _row(request, ticket)


def opened(request: HttpRequest, ticket: Ticket, verb: Verb) -> HttpResponse:
    """Return the row of ``ticket`` with the form of ``verb`` open in it."""
    form = ACTIONS[verb].form(ticket=ticket, user=request.user)
    form.focus()
    return _row(request, ticket, open={"verb": verb.value, "action": ACTIONS[verb], "form": form})


def unsent(request: HttpRequest, ticket: Ticket, *, unsent: dict[str, Any], **why: Any) -> HttpResponse:
    """Return the row with a form that could not be carried out, as it was filled in, and why not."""
    return _row(request, ticket, open=unsent, **why)


def done(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Return the row after a verb, with the counts of the tabs; of a ticket out of scope now, only that it has left."""
    counted = tabs.with_counts(tabs.HANDLER, Ticket.objects.visible_to(request.user), at=timezone.now())
    return _row(request, ticket, template="inspections/desk_done.html", is_done=True, tabs=counted)


def _row(
    request: HttpRequest, ticket: Ticket, *, template: str = "inspections/desk_row.html", **more: Any
) -> HttpResponse:
    seen = for_rows(Ticket.objects.visible_to(request.user).filter(pk=ticket.pk))
    row = prepared(with_deadlines(seen, at=timezone.now(), calendar=calendar_of(request)), request.user)
    context = {"ticket": row[0] if row else ticket, "is_gone": not row, **more}
    return render(request, template, context)
