"""The page of one volunteer: masked, with what the reader may do about the person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from command.models import User
from volunteers.domain import doubles, own_page, people, privacy
from volunteers.domain.rights import may
from volunteers.forms.persons import ConsentForm, EraseForm, UnmaskForm
from volunteers.models import Attendance, Volunteer
from volunteers.views.refusals import tells_refusals

LATEST = 10
# What an act answers: a sentence, or what the page shows this once.
Answer = str | dict[str, Any]

may_look = permission_required("volunteers.view_volunteer", raise_exception=True)


@dataclass(frozen=True)
class Act:
    """What can be done about a person: the form that asks for it, who may, and the door to the domain."""

    form: type[forms.Form]
    can: Callable[..., bool]
    do: Callable[..., Answer]


def _unmask(volunteer: Volunteer, *, by: User, at: datetime, reason: str) -> Answer:
    return {"unmasked": privacy.unmask(volunteer, reason=reason, by=by, at=at)}


def _consent(volunteer: Volunteer, *, by: User, at: datetime, means: str) -> Answer:
    people.record_consent(volunteer, by=by, at=at, means=means)
    return _("The consent is recorded: the volunteer counts from now on.")


def _withdraw(volunteer: Volunteer, *, by: User, at: datetime) -> Answer:
    people.withdraw(volunteer, by=by, at=at)
    return _("The withdrawal is recorded; phone and ID number are forgotten.")


def _erase(volunteer: Volunteer, *, by: User, at: datetime, reason: str) -> Answer:
    privacy.erase(volunteer, reason=reason, by=by, at=at)
    return _("The personal data is erased; what was served stays counted.")


def _issue(volunteer: Volunteer, *, by: User, at: datetime) -> Answer:
    path = reverse("own-page", args=[own_page.issue(volunteer, by=by, at=at)])
    return {"address": f"{settings.SITE_URL}{path}", "open_days": own_page.OPENS_FOR.days}


def _revoke(volunteer: Volunteer, *, by: User, at: datetime) -> Answer:
    own_page.revoke(volunteer, by=by, at=at)
    return _("No link that was given to this person opens the page any more.")


ACTS = {
    "unmask": Act(UnmaskForm, privacy.can_unmask, _unmask),
    "consent": Act(ConsentForm, people.can_consent, _consent),
    "withdraw": Act(forms.Form, people.can_withdraw, _withdraw),
    "erase": Act(EraseForm, privacy.can_erase, _erase),
    "issue-link": Act(forms.Form, own_page.can_issue, _issue),
    "revoke-link": Act(forms.Form, own_page.can_issue, _revoke),
}


@login_required
@may_look
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a volunteer of the reader's scope, masked."""
    return _page(request, _found(request, pk))


@login_required
@may_look
@require_POST
@never_cache
@tells_refusals
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Do one of :data:`ACTS`. What is read with a reason is shown this once and stands in no address."""
    if verb not in ACTS:
        raise Http404
    volunteer, chosen = _found(request, pk), ACTS[verb]
    form = chosen.form(request.POST)
    if not form.is_valid():
        return _page(request, volunteer, refused={verb: form}, status=400)
    answer = chosen.do(volunteer, by=request.user, at=timezone.now(), **form.cleaned_data)
    if isinstance(answer, dict):
        return _page(request, volunteer, **answer)
    messages.success(request, answer)
    return redirect("volunteer-detail", pk=pk)


def _found(request: HttpRequest, pk: int) -> Volunteer:
    rows = Volunteer.objects.visible_to(request.user).select_related("department", "area", "merged_into")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: HttpRequest,
    volunteer: Volunteer,
    *,
    refused: dict[str, forms.Form] | None = None,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    context = {
        "person": volunteer,
        "memberships": volunteer.memberships.visible_to(request.user).select_related("team").order_by("-valid_from"),
        "served": _served(volunteer, request.user),
        "doubles": _doubles(volunteer, request.user),
        "forms": {
            verb.replace("-", "_"): (refused or {}).get(verb) or each.form()
            for verb, each in ACTS.items()
            if each.can(volunteer, by=request.user)
        },
        **shown,
    }
    return render(request, "volunteers/person.html", context, status=status)


def _served(volunteer: Volunteer, user: User) -> list[Attendance]:
    """Return the latest of what the person took part in, as far as the reader may see it."""
    rows = Attendance.objects.visible_to(user).held().filter(volunteer=volunteer).select_related("activity")
    return list(rows.order_by("-activity__starts_at", "-pk")[:LATEST])


def _doubles(volunteer: Volunteer, user: User) -> list[Volunteer]:
    """Return who may be the same person, to those who may merge them."""
    return list(doubles.likely(volunteer)[:LATEST]) if may(user, "change_volunteer") else []
