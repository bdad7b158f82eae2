"""The page of a ticket, and the door through which every verb goes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.domain import calendar
from core.errors import DomainError
from inspections import account, history
from inspections.choices import Verb
from inspections.domain import queries, tickets
from inspections.errors import StaleTicket
from inspections.forms.verbs import ACTIONS, Action, VerbForm
from inspections.models import Point, Ticket
from inspections.presentation import deadline_of

# No more than these in one query: planning it takes the database longer with every join.
# The people are read at once for the ticket and its events (queries.with_people).
RELATED = ("point", "area", "category__parent", "department", "finder_department", "followed_by")


def tickets_of(request: HttpRequest) -> QuerySet[Ticket]:
    """Return the tickets in the row scope of the person, each with whether its point is so, too."""
    points = Point.objects.visible_to(request.user).filter(pk=OuterRef("point_id"))
    return Ticket.objects.visible_to(request.user).select_related(*RELATED).annotate(point_is_open=Exists(points))


@login_required
def ticket_detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show a ticket: facts, deadline, what the person may do, and all that has happened."""
    return show(request, get_object_or_404(tickets_of(request), number=number))


@login_required
@require_POST
def ticket_verb(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Do one verb. Whatever goes wrong, the page comes back with all that was typed and uploaded."""
    ticket = get_object_or_404(tickets_of(request), number=number)
    action = ACTIONS.get(verb)  # type: ignore[call-overload]
    if action is None:
        raise Http404
    form = action.form(request.POST, request.FILES, ticket=ticket, user=request.user)
    if not form.is_valid():
        return _back(request, ticket, verb, form, status=400)
    try:
        fresh = _carry_out(request, action, ticket, form)
    except StaleTicket as error:
        return _back(request, ticket, verb, form, status=409, refusal=error, changes=error.events)
    except DomainError as error:
        return _back(request, ticket, verb, form, status=getattr(error, "status", 409), refusal=error)
    return onward(request, fresh)


def onward(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Lead to the ticket, or to the own work where it is not, or no longer, in the person's scope (a 退单)."""
    if Ticket.objects.visible_to(request.user).filter(pk=ticket.pk).exists():
        return redirect("ticket-detail", ticket.number)
    return redirect("work")


def _carry_out(request: HttpRequest, action: Action, ticket: Ticket, form: VerbForm) -> Ticket:
    version = form.cleaned_data["version"]
    fresh = action.carry_out(ticket, by=request.user, at=timezone.now(), version=version, **form.call_with())
    form.forget()
    messages.success(request, _("Done: %(verb)s.") % {"verb": action.label})
    return fresh


def _back(
    request: HttpRequest,
    ticket: Ticket,
    verb: str,
    form: VerbForm,
    *,
    status: int,
    refusal: DomainError | None = None,
    changes: Any = (),
) -> HttpResponse:
    """Show the ticket as it is now, with the form as the person filled it and what stood in its way."""
    form.keep()
    ticket.refresh_from_db(fields=["version", "state"])
    form.stand_on(ticket)
    unsent = {"verb": verb, "action": ACTIONS[Verb(verb)], "form": form}
    told = [history.told(event) for event in changes]
    return show(request, ticket, status=status, unsent=unsent, refusal=refusal, changes=told)


def show(request: HttpRequest, ticket: Ticket, *, status: int = 200, **more: Any) -> HttpResponse:
    """Render the page of a ticket. ``unsent`` is a form that came back: no other stands open beside it."""
    at, days = timezone.now(), calendar.current()
    events = queries.with_people(ticket, ticket.events.select_related("department").order_by("id"))
    photos = list(ticket.photos.all())
    escalations = list(ticket.escalations.select_related("rung").order_by("fire_at"))
    context = {
        "ticket": ticket,
        "deadline": deadline_of(ticket, at=at, calendar=days),
        "actions": actions_for(request, ticket, with_form="unsent" not in more),
        "timeline": history.timeline(events, [row for row in escalations if row.fired_at], photos),
        "plan": history.to_come([row for row in escalations if row.fired_at is None], at=at, calendar=days),
        "pairs": history.pairs(photos),
        "relations": history.relations(ticket),
        "duties": _duties(ticket),
        "account": account.in_words(queries.why_overdue(ticket, at, events=events, days=days), days),
    }
    return render(request, "inspections/ticket.html", context | more, status=status)


def actions_for(request: HttpRequest, ticket: Ticket, *, with_form: bool = True) -> list[dict[str, Any]]:
    """Return what the person may do now, in the order in which the page offers it.

    One has its form: that which ``?do=`` asks for, else the usual next step, if there is one.
    """
    allowed = set(tickets.allowed_verbs(ticket, request.user))
    offered = [verb for verb in ACTIONS if verb in allowed]
    opened = _opened(offered, request.GET.get("do", "")) if with_form else None
    return [
        {
            "verb": verb.value,
            "action": ACTIONS[verb],
            "form": ACTIONS[verb].form(ticket=ticket, user=request.user) if verb == opened else None,
        }
        for verb in offered
    ]


def _opened(offered: list[Verb], asked: str) -> Verb | None:
    if asked in offered:
        return Verb(asked)
    return offered[0] if offered and ACTIONS[offered[0]].tone == "primary" else None


def _duties(ticket: Ticket) -> list[Any]:
    if ticket.point is None:
        return []
    today = timezone.localdate()
    return list(ticket.point.duties.active(today).select_related("level", "department").order_by("level__rank"))
