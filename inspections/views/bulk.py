"""Bulk work of the office: one verb for all rows that are ticked, each carried out or refused for itself."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections.domain import bulk as domain
from inspections.domain.bulk import Outcome
from inspections.forms.bulk import DispatchForm
from inspections.models import Ticket
from inspections.views.queue import queue_context

PLAIN = {"register": domain.register, "close": domain.close}
# First the lines are shown, filled in with what is suggested; then they are sent.
CHOOSE, DISPATCH = "choose", "dispatch"
TONES = {"success": messages.SUCCESS, "warning": messages.WARNING}


@login_required
@permission_required("inspections.register_ticket", raise_exception=True)
def bulk(request: HttpRequest) -> HttpResponse:
    """Carry out the chosen verb and show the queue again; what is refused stays ticked, with its sentence."""
    if request.method != "POST":
        return redirect(f"{reverse('queue')}?{request.GET.urlencode()}")
    rows, verb = _ticked(request), request.POST.get("verb", "")
    form = DispatchForm(rows, at=timezone.now(), data=request.POST) if verb in (CHOOSE, DISPATCH) else None
    outcome = _carry_out(request, rows, verb, form)
    text, tone = _sentence(rows, outcome)
    is_partial = "HX-Request" in request.headers
    if text and not is_partial:
        messages.add_message(request, TONES[tone], text)
    context = queue_context(request, ticked=_still_ticked(rows, verb, outcome), refused=outcome.refused)
    response = render(request, "inspections/queue.html", context | {"outcome": outcome, "dispatch_form": form})
    if text and is_partial:
        response["HX-Trigger"] = json.dumps({"portal:toast": {"text": text, "tone": tone}})
    return response


def _ticked(request: HttpRequest) -> list[Ticket]:
    numbers = request.POST.getlist("ticket")[: domain.MOST]
    rows = Ticket.objects.visible_to(request.user).filter(number__in=numbers).order_by("id")
    return list(rows.select_related("point__department", "category__usual_unit", "area"))


def _carry_out(request: HttpRequest, rows: list[Ticket], verb: str, form: DispatchForm | None) -> Outcome:
    now = timezone.now()
    if verb in PLAIN:
        return PLAIN[verb](rows, by=request.user, at=now)
    if form is None or verb != DISPATCH:
        return Outcome()
    outcome = domain.dispatch(form.orders(), by=request.user, at=now)
    outcome.refused += form.refused()
    form.keep({ticket.number for ticket, _reason in outcome.refused})
    return outcome


def _still_ticked(rows: list[Ticket], verb: str, outcome: Outcome) -> set[str]:
    left = rows if verb == CHOOSE else [ticket for ticket, _reason in outcome.refused]
    return {ticket.number for ticket in left}


def _sentence(rows: list[Ticket], outcome: Outcome) -> tuple[str, str]:
    if not rows:
        return _("Tick the tickets first."), "warning"
    if outcome.done:
        return _("%(n)d tickets done.") % {"n": len(outcome.done)}, "success"
    return "", ""
