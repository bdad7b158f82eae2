"""Pages of the escalation: what the last sweeps did, and the 督办 drafts and 通报 candidates to be settled."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import DomainError
from core.paging import capped_counts, in_words, page_of
from inspections.domain import escalation
from inspections.models import Escalation, EscalationRun, EscalationRung


@login_required
@permission_required("inspections.view_escalationrun", raise_exception=True)
def escalation_runs(request: HttpRequest) -> HttpResponse:
    """Show what the last sweeps did, newest first."""
    page = page_of(request, EscalationRun.objects.visible_to(request.user))
    names = {str(rung.pk): rung.name for rung in EscalationRung.objects.all()}
    for run in page.object_list:
        run.by_rung = [(names.get(key, key), count) for key, count in run.counts.items()]
    return render(request, "inspections/runs.html", {"page": page})


@login_required
@permission_required("inspections.view_escalation", raise_exception=True)
def escalation_drafts(request: HttpRequest) -> HttpResponse:
    """Show the drafts of one kind that nobody has settled yet, oldest first."""
    waiting = escalation.open_drafts(request.user).select_related("ticket__point").order_by("fired_at", "id")
    lists = {each.value: waiting.filter(rung__kind=each) for each in escalation.SETTLED_BY_HAND}
    counts = capped_counts(lists)
    kind = request.GET.get("kind") or next((key for key, count in counts.items() if count), "")
    kind = kind if kind in lists else escalation.SETTLED_BY_HAND[0].value
    kinds = [(each, in_words(counts[each.value])) for each in escalation.SETTLED_BY_HAND]
    context = {"page": page_of(request, lists[kind]), "kind": kind, "kinds": kinds}
    return render(request, "inspections/drafts.html", context)


@login_required
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Note how a draft was settled."""
    row = get_object_or_404(Escalation.objects.visible_to(request.user).select_related("rung", "ticket"), pk=pk)
    try:
        escalation.settle(row, by=request.user, at=timezone.now(), note=request.POST.get("note", ""))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Settled: %(number)s.") % {"number": row.ticket})
    return redirect(f"{reverse('escalation-drafts')}?kind={row.rung.kind}")
