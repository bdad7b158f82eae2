"""What the page of a ticket shows of volunteers, and how the office hands a ticket to a team."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import DomainError
from inspections.choices import RUNNING_STATES
from inspections.models import Ticket
from volunteers.domain import claims, queries
from volunteers.errors import NotToBeTakenOn
from volunteers.forms.claims import ActivityForm, HandInForm, ReasonForm
from volunteers.models import Activity, Claim
from volunteers.views.refusals import tells_refusals

LATEST = 3
# So far ahead activities are offered; any other is named by its number.
LOOKS_AHEAD = timedelta(days=14)
AT_ONCE = 30


def panel(request: HttpRequest, ticket: Ticket) -> SafeString | str:
    """Return who cleans the problem, with what the person may do about it; nothing where no team has to do with it."""
    if ticket.dispatched_at is None:
        return ""
    shown = list(ticket.claims.select_related("activity__team", "ticket")[:LATEST])  # type: ignore[attr-defined]
    is_free = ticket.state in RUNNING_STATES and not any(claim.is_standing for claim in shown)
    may_hand = is_free and request.user.has_perm("volunteers.add_claim")
    if not shown and not may_hand:
        return ""
    standing = next((claim for claim in shown if claim.is_standing), None)
    context = {
        "ticket": ticket,
        "claims": shown,
        "may_hand": may_hand,
        "standing": standing,
        "photos": standing.photos.all() if standing and standing.answered_at else [],
        "can_hand_in": standing and claims.can_hand_in(standing, by=request.user),
        "can_release": standing and claims.can_release(standing, by=request.user),
    }
    return render_to_string("volunteers/_ticket_panel.html", context, request)


@login_required
@permission_required("volunteers.add_claim", raise_exception=True)
def to_team(request: HttpRequest, number: str) -> HttpResponse:
    """Show the activities in the town of a problem, and put it on one of them."""
    tickets = Ticket.objects.visible_to(request.user).select_related("category", "area", "point", "department")
    ticket = get_object_or_404(tickets, number=number)
    form = ActivityForm(request.POST or None)
    if form.is_valid() and _handed(request, ticket, form):
        return redirect("ticket-detail", number)
    now = timezone.now()
    near = queries.near(ticket.area, since=now, before=now + LOOKS_AHEAD)
    context = {"ticket": ticket, "form": form, "activities": near[:AT_ONCE]}
    return render(request, "volunteers/to_team.html", context)


def _handed(request: HttpRequest, ticket: Ticket, form: ActivityForm) -> bool:
    """Put the problem on the activity of the form; write into the form why not."""
    rows = Activity.objects.visible_to(request.user)
    activity = rows.filter(code=form.cleaned_data["code"].strip()).first()
    try:
        if activity is None:
            raise NotToBeTakenOn(_("There is no such activity."))
        claims.take_on(activity, ticket, by=request.user, at=timezone.now())
    except DomainError as error:
        form.add_error("code", str(error))
        return False
    messages.success(request, _("The problem is with the team of “%(title)s”.") % {"title": activity.title})
    return True


@login_required
@require_POST
@tells_refusals
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Report the ticket as rectified with the team's photos and words."""
    found, form = _of_own_ticket(request, pk), HandInForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    claims.hand_in(found, by=request.user, at=timezone.now(), version=version)
    messages.success(request, _("Handed in: the problem waits for the check."))
    return redirect("ticket-detail", found.ticket.number)


@login_required
@require_POST
@tells_refusals
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the team to answer anew."""
    found, form = _of_own_ticket(request, pk), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    claims.send_back(found, reason=reason, by=request.user, at=timezone.now())
    messages.success(request, _("Sent back to the team."))
    return redirect("ticket-detail", found.ticket.number)


def _of_own_ticket(request: HttpRequest, pk: int) -> Claim:
    tickets = Ticket.objects.visible_to(request.user).values("pk")
    rows = Claim.objects.filter(ticket__in=tickets).select_related("ticket")
    return get_object_or_404(rows, pk=pk)
