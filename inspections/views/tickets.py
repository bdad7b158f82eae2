"""The page of a ticket."""

from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core import panels
from core.context import calendar_of
from inspections import account, history
from inspections.choices import Verb
from inspections.domain import people, queries, tickets
from inspections.forms.verbs import ACTIONS
from inspections.models import Point, Ticket
from inspections.presentation import deadline_of

# No more than these in one query: planning it takes the database longer with every join.
# People and departments are read at once for the ticket and its events (queries.with_people).
RELATED = ("point", "area", "category__parent")


def tickets_of(request: HttpRequest) -> QuerySet[Ticket]:
    """Return the tickets in the row scope of the person, each with whether its point is so, too."""
    points = Point.objects.visible_to(request.user).filter(pk=OuterRef("point_id"))
    return Ticket.objects.visible_to(request.user).select_related(*RELATED).annotate(point_is_open=Exists(points))


@login_required
def ticket_detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show a ticket: facts, deadline, what the person may do, and all that has happened."""
    return show(request, get_object_or_404(tickets_of(request), number=number))


def onward(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Lead to the ticket, or to the own work where it is not, or no longer, in the person's scope (a 退单)."""
    if Ticket.objects.visible_to(request.user).filter(pk=ticket.pk).exists():
        return redirect("ticket-detail", ticket.number)
    return redirect("work")


def show(request: HttpRequest, ticket: Ticket, *, status: int = 200, **more: Any) -> HttpResponse:
    """Render the page of a ticket. ``unsent`` is a form that came back: no other stands open beside it."""
    at, days = timezone.now(), calendar_of(request)
    events = queries.with_people(ticket, ticket.events.order_by("id"))
    photos = list(ticket.photos.all())
    escalations = list(ticket.escalations.select_related("rung").order_by("fire_at"))
    opened = request.GET.get("do", "") if "unsent" not in more else None
    context = {
        "ticket": ticket,
        "deadline": deadline_of(ticket, at=at, calendar=days),
        "actions": actions_for(request, ticket, opened=opened),
        "timeline": history.timeline(events, [row for row in escalations if row.fired_at], photos),
        "plan": history.to_come([row for row in escalations if row.fired_at is None], at=at, calendar=days),
        "pairs": history.pairs(photos),
        "relations": history.relations(ticket),
        "duties": _duties(ticket),
        "panels": panels.shown("ticket-detail", request, ticket),
        "account": account.in_words(queries.why_overdue(ticket, at, events=events, days=days), days),
    }
    return render(request, "inspections/ticket.html", context | more, status=status)


def actions_for(request: HttpRequest, ticket: Ticket, *, opened: str | None) -> list[dict[str, Any]]:
    """Return what the person may do now, in the order in which the page offers it.

    One has its form: the verb ``opened``, or where that is no verb on offer, the usual next step, if there is one.
    None has where ``opened`` is None.
    """
    allowed = set(tickets.allowed_verbs(ticket, request.user))
    if Verb.HAND_OVER in allowed and not people.colleagues(ticket).exclude(pk=request.user.pk).exists():
        allowed.remove(Verb.HAND_OVER)
    offered = [verb for verb in ACTIONS if verb in allowed]
    chosen = None if opened is None else _opened(offered, opened)
    return [
        {
            "verb": verb.value,
            "action": ACTIONS[verb],
            "form": ACTIONS[verb].form(ticket=ticket, user=request.user) if verb == chosen else None,
        }
        for verb in offered
    ]


def _opened(offered: list[Verb], asked: str) -> Verb | None:
    if asked in offered:
        return Verb(asked)
    return offered[0] if offered and ACTIONS[offered[0]].tone == "primary" else None


class Duty(NamedTuple):
    """Who answers for the point, as the page names them."""

    level: str
    person: str
    department: str | None
    phone: str


def _duties(ticket: Ticket) -> list[Duty]:
    if ticket.point is None:
        return []
    duties = ticket.point.duties.active(timezone.localdate()).order_by("level__rank")
    return [Duty(*row) for row in duties.values_list("level__name", "person", "department__name", "phone")]
