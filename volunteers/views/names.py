"""The organiser's list of an activity: who was there, ticked by name."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.errors import DomainError
from core.paging import page_of
from volunteers.domain import check_in, posters, taking_part
from volunteers.errors import NotYours
from volunteers.forms.activities import NamesForm
from volunteers.models import Activity
from volunteers.models.people import VolunteerQuerySet
from volunteers.models.taking_part import MINUTES_OF_A_DAY
from volunteers.views.refusals import tells_refusals

PER_PAGE = 100
UNKNOWN_SHOWN = 50

may_look = permission_required("volunteers.view_attendance", raise_exception=True)


@login_required
@may_look
@tells_refusals
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the organiser's people with who has checked in, and record who was there."""
    activity = _own(request, pk)
    people = check_in.listed(activity, user=request.user)
    if request.method != "POST":
        page = page_of(request, people, per_page=PER_PAGE)
        return _show(request, activity, _form(activity, page.object_list), page=page)
    form = _form(activity, _posted(request, people), request.POST)
    return _record(request, activity, form) if form.is_valid() else _show(request, activity, form)


def _posted(request: HttpRequest, people: VolunteerQuerySet) -> VolunteerQuerySet:
    """Return the people whom the form that was sent has shown: meanwhile the list may have moved."""
    shown = [int(text) for text in request.POST.getlist("shown")[:PER_PAGE] if text.isdecimal() and len(text) < 19]
    return people.filter(pk__in=shown)


def _form(activity: Activity, people: Any, data: Any = None) -> NamesForm:
    planned = int((activity.ends_at - activity.starts_at).total_seconds()) // 60
    return NamesForm(data, people=people, usual=min(max(planned, 1), MINUTES_OF_A_DAY))


def _record(request: HttpRequest, activity: Activity, form: NamesForm) -> HttpResponse:
    now = timezone.now()
    try:
        check_in.record(activity, minutes=form.minutes, absent=form.absent, by=request.user, at=now)
    except NotYours:
        raise
    except DomainError as error:
        form.add_error(None, str(error))
        return _show(request, activity, form)
    count = len(form.minutes)
    told = ngettext("%d person is recorded.", "%d people are recorded.", count) % count
    messages.success(request, told)
    return redirect("activity-names", pk=activity.pk)


def _show(request: HttpRequest, activity: Activity, form: NamesForm, page: Page | None = None) -> HttpResponse:
    context = {
        "activity": activity,
        "form": form,
        "page": page,
        "unknown": list(activity.check_ins.waiting().unknown()[:UNKNOWN_SHOWN]),
        "can_record": taking_part.can_record(activity, by=request.user, at=timezone.now()),
        "can_keep_poster": posters.can_keep(activity, by=request.user, at=timezone.now()),
    }
    return render(request, "volunteers/names.html", context)


@login_required
@may_look
@require_POST
@tells_refusals
def deal_with(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike out check-ins that match nobody, once the organiser has looked who they are."""
    activity = _own(request, pk)
    rows = activity.check_ins.unknown().filter(
        pk__in=[each for each in request.POST.getlist("row") if each.isdecimal()]
    )
    check_in.strike(activity, rows, by=request.user, at=timezone.now())
    messages.success(request, _("These check-ins are dealt with."))
    return redirect("activity-names", pk=pk)


def _own(request: HttpRequest, pk: int) -> Activity:
    rows = Activity.objects.visible_to(request.user).select_related("team", "department", "kind")
    return get_object_or_404(rows, pk=pk)
