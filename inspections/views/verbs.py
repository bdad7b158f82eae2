"""The door through which every verb goes: on the page of a ticket, or in its row of the own work."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.domain import calendar
from core.errors import DomainError
from inspections import history
from inspections.choices import Verb
from inspections.domain import deadlines
from inspections.errors import StaleTicket
from inspections.forms.verbs import ACTIONS, Action, MoreTime, VerbForm
from inspections.models import Ticket
from inspections.presentation import dated
from inspections.views import rows
from inspections.views.tickets import actions_for, onward, show, tickets_of


@login_required
@require_http_methods(["GET", "POST"])
def ticket_verb(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Show the form of a verb in its place, or do the verb. Whatever goes wrong, all that was typed comes back."""
    ticket = get_object_or_404(tickets_of(request), number=number)
    action = ACTIONS.get(verb)  # type: ignore[call-overload]
    if action is None:
        raise Http404
    if request.method == "GET":
        return _opened(request, ticket, Verb(verb))
    form = action.form(request.POST, request.FILES, ticket=ticket, user=request.user)
    if not form.is_valid():
        return _back(request, ticket, verb, form, status=400)
    try:
        fresh = _carry_out(request, action, ticket, form)
    except StaleTicket as error:
        return _back(request, ticket, verb, form, status=409, refusal=error, changes=error.events)
    except DomainError as error:
        return _back(request, ticket, verb, form, status=getattr(error, "status", 409), refusal=error)
    return _done(request, action, fresh)


def _opened(request: HttpRequest, ticket: Ticket, verb: Verb) -> HttpResponse:
    """Return the ticket's row, or the panel of its page, with the form of ``verb`` open; without script, that page."""
    if rows.is_row(request):
        return rows.opened(request, ticket, verb)
    if "HX-Request" not in request.headers:
        return redirect(f"{reverse('ticket-detail', args=[ticket.number])}?do={verb.value}#verbs")
    offered = actions_for(request, ticket, opened=verb)
    for each in offered:
        if each["form"]:
            each["form"].focus()
    return render(request, "inspections/verbs.html", {"ticket": ticket, "actions": offered})


def _carry_out(request: HttpRequest, action: Action, ticket: Ticket, form: VerbForm) -> Ticket:
    version = form.cleaned_data["version"]
    fresh = action.carry_out(ticket, by=request.user, at=timezone.now(), version=version, **form.call_with())
    form.forget()
    return fresh


def _done(request: HttpRequest, action: Action, ticket: Ticket) -> HttpResponse:
    said = _("Done: %(verb)s.") % {"verb": action.label}
    if not rows.is_row(request):
        messages.success(request, said)
        return onward(request, ticket)
    answer = rows.done(request, ticket)
    answer.headers["HX-Trigger"] = json.dumps({"portal:toast": {"text": said, "tone": "success"}})
    return answer


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
    if rows.is_row(request):
        return rows.unsent(request, ticket, unsent=unsent, refusal=refusal, changes=told)
    return show(request, ticket, status=status, unsent=unsent, refusal=refusal, changes=told)


@login_required
@require_GET
def ticket_extended(request: HttpRequest, number: str) -> HttpResponse:
    """Say which deadline an extension would make, before it is asked for or given."""
    ticket = get_object_or_404(Ticket.objects.visible_to(request.user), number=number)
    asked = MoreTime(request.GET)
    if ticket.due_at is None or not asked.is_valid():
        return HttpResponse("")
    due = deadlines.extended(ticket, **asked.cleaned_data, calendar=calendar.current())
    at = timezone.now()
    words = {"due": dated(due, at=at), "before": dated(ticket.due_at, at=at)}
    return HttpResponse(_("New deadline: %(due)s (now %(before)s)") % words)
