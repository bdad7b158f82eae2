"""Bulk work of the office: one verb for all rows that are ticked, each carried out or refused for itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from inspections import tabs
from inspections.domain import bulk as domain
from inspections.domain.bulk import Outcome
from inspections.forms.bulk import BulkDispatchForm
from inspections.models import Ticket
from inspections.views.lists import ticket_list

PLAIN = {
    "register": domain.register,
    "close": domain.close,
    "dispatch_by_default": domain.dispatch_by_default,
}


@login_required
@permission_required("inspections.register_ticket", raise_exception=True)
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Carry out the chosen verb and show the queue again, with a sentence for each refused row."""
    rows = _ticked(request)
    form = BulkDispatchForm(request.POST if request.POST.get("verb") == "dispatch" else None)
    outcome = _carry_out(request, rows, form)
    if outcome.done:
        messages.success(request, _("%(n)d tickets done.") % {"n": len(outcome.done)})
    elif not outcome.refused and not form.errors:
        messages.warning(request, _("Tick the tickets first."))
    context = ticket_list(request, tabs.QUEUE)
    return render(request, "inspections/queue.html", context | {"outcome": outcome, "dispatch_form": form})


def _ticked(request: HttpRequest) -> QuerySet[Ticket]:
    numbers = request.POST.getlist("ticket")[: domain.MOST]
    rows = Ticket.objects.visible_to(request.user).filter(number__in=numbers).order_by("id")
    return rows.select_related("point__department", "category")


def _carry_out(request: HttpRequest, rows: QuerySet[Ticket], form: BulkDispatchForm) -> Outcome:
    verb, now = request.POST.get("verb", ""), timezone.now()
    if verb in PLAIN:
        return PLAIN[verb](rows, by=request.user, at=now)
    if form.is_valid():
        return domain.dispatch(rows, by=request.user, at=now, **form.cleaned_data)
    return Outcome()
