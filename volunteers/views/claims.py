"""Problems that volunteers clean up: choosing one for an activity, answering with photos, giving it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import DomainError
from core.paging import page_of
from inspections.choices import PhotoRole
from inspections.models import Ticket
from volunteers.domain import claims
from volunteers.errors import NotToBeTakenOn
from volunteers.forms.claims import AnswerForm, NumberForm, ReasonForm
from volunteers.models import Activity, Claim, ClaimPhoto
from volunteers.views.refusals import tells_refusals

may_look = permission_required("volunteers.view_claim", raise_exception=True)


@login_required
@may_look
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what volunteers could clean at an activity; take one of it on, or another by its number."""
    activities = Activity.objects.visible_to(request.user).select_related("team", "area")
    activity = get_object_or_404(activities, pk=pk)
    form = NumberForm(request.POST or None)
    if form.is_valid():
        claim = _taken(request, activity, form)
        if claim:
            return redirect("claim", claim.pk)
    elif not claims.can_take_on(activity, by=request.user, at=timezone.now()):
        return redirect("activity-turnout", pk)
    offered = claims.offered(activity).select_related("category", "area", "point")
    context = {"activity": activity, "form": form, "page": page_of(request, offered)}
    return render(request, "volunteers/problems.html", context)


def _taken(request: HttpRequest, activity: Activity, form: NumberForm) -> Claim | None:
    """Take the problem of the form on; write into the form why not."""
    ticket = Ticket.objects.filter(number=form.cleaned_data["number"].strip()).first()
    try:
        if ticket is None:
            raise NotToBeTakenOn
        claim = claims.take_on(activity, ticket, by=request.user, at=timezone.now())
    except DomainError as error:
        form.add_error("number", str(error))
        return None
    messages.success(request, _("The activity takes on %(number)s. The unit is told.") % {"number": ticket.number})
    return claim


@login_required
@may_look
@tells_refusals
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a team needs to know of a problem that it took on, and take its answer."""
    found = _own(request, pk)
    if request.method != "POST":
        return _show(request, found, AnswerForm(initial={"note": found.note}))
    form = AnswerForm(request.POST, request.FILES)
    form.full_clean()
    try:
        claims.add_photos(found, form.checked, by=request.user, at=timezone.now())
        if form.is_valid():
            claims.answer(found, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
            messages.success(request, _("The answer is with the unit."))
            return redirect("claim", pk)
    except DomainError as error:
        if not claims.can_answer(found, by=request.user, at=timezone.now()):
            raise
        form.add_error(None, str(error))
    return _show(request, found, form)


def _own(request: HttpRequest, pk: int) -> Claim:
    return get_object_or_404(Claim.objects.visible_to(request.user).select_related(*claims.RELATED), pk=pk)


def _show(request: HttpRequest, found: Claim, form: AnswerForm) -> HttpResponse:
    at, user = timezone.now(), request.user
    context = {
        "claim": found,
        "form": form if claims.can_answer(found, by=user, at=at) else None,
        "before": found.ticket.photos.filter(role=PhotoRole.BEFORE) if found.released_at is None else [],
        "after": found.photos.all(),
        "is_to_come": found.is_standing and found.activity.starts_at > at,
        "release": ReasonForm() if claims.can_release(found, by=user) else None,
    }
    return render(request, "volunteers/claim.html", context)


@login_required
@may_look
@require_POST
@tells_refusals
def remove_photo(request: HttpRequest, pk: str) -> HttpResponse:
    """Take a photo away before the answer."""
    photo = get_object_or_404(ClaimPhoto.objects.visible_to(request.user).select_related("claim"), pk=pk)
    claims.remove_photo(photo, by=request.user, at=timezone.now())
    return redirect("claim", photo.claim_id)


@login_required
@require_POST
@tells_refusals
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a problem off its activity, for the team or for the unit, with a reason; lead back to where one was."""
    found, form = _own(request, pk), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    claims.release(found, reason=reason, by=request.user, at=timezone.now())
    messages.success(request, _("The team no longer has %(number)s.") % {"number": found.ticket.number})
    if Ticket.objects.visible_to(request.user).filter(pk=found.ticket_id).exists():
        return redirect("ticket-detail", found.ticket.number)
    return redirect("activity-turnout", found.activity_id)
