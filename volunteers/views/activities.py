"""Pages of activities: the week's activities, and the record of who took part in one."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.domain.figures import Scope
from core.paging import page_of
from core.periods import Period
from volunteers.domain import activities, claims, posters, taking_part
from volunteers.errors import WrongHeadcount
from volunteers.forms.activities import CancelForm, TurnoutForm
from volunteers.models import Activity
from volunteers.models.activities import ActivityQuerySet
from volunteers.presentation import week_figures
from volunteers.views.refusals import tells_refusals
from volunteers.weeks import Week

# How far back an activity without a record is still asked for.
ASKED_FOR = timedelta(days=30)
ASKED_AT_ONCE = 10

may_look = permission_required("volunteers.view_activity", raise_exception=True)


@login_required
@may_look
def week(request: HttpRequest) -> HttpResponse:
    """Show the activities of a week in a person's scope, and earlier ones that still lack a record."""
    now = timezone.now()
    today = timezone.localdate(now)
    shown = Week.asked(request.GET.get("week", ""), today=today)
    rows = _activities(request)
    in_week = rows.starting(shown.period.starts_at, shown.period.ends_at).order_by("starts_at", "code")
    context = {
        "week": shown,
        "values": week_figures(request.user, Scope(shown.period, now), Period(today, today)),
        "now": now,
        "page": page_of(request, in_week),
        "unrecorded": list(_unrecorded(rows, shown, now)),
    }
    return render(request, "volunteers/week.html", context)


def _activities(request: HttpRequest) -> ActivityQuerySet:
    rows = Activity.objects.visible_to(request.user)
    return rows.select_related("kind", "team", "department").prefetch_related("turnout")


def _unrecorded(rows: ActivityQuerySet, shown: Week, now: datetime) -> ActivityQuerySet:
    past = rows.held().starting(now - ASKED_FOR, min(now, shown.period.starts_at))
    return past.without_record().order_by("-starts_at")[:ASKED_AT_ONCE]


@login_required
@may_look
@tells_refusals
def turnout(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an activity with its head-counts, and record them."""
    activity = get_object_or_404(_activities(request), pk=pk)
    if request.method == "POST":
        return _record(request, activity)
    return _show(request, activity, TurnoutForm(activity=activity))


def _record(request: HttpRequest, activity: Activity) -> HttpResponse:
    form = TurnoutForm(request.POST, activity=activity)
    if not form.is_valid():
        return _show(request, activity, form)
    try:
        taking_part.record_turnout(
            activity,
            headcounts=form.headcounts,
            evidence=form.cleaned_data["evidence"],
            by=request.user,
            at=timezone.now(),
        )
    except WrongHeadcount as error:
        form.add_error(None, str(error))
        return _show(request, activity, form)
    messages.success(request, _("The turnout of “%(title)s” is recorded.") % {"title": activity.title})
    if request.POST.get("back") == "weekend":
        return redirect("team-weekend")
    return redirect(f"{reverse('activity-week')}?week={timezone.localdate(activity.starts_at)}")


@login_required
@may_look
@require_POST
@tells_refusals
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an activity, with a reason."""
    activity = get_object_or_404(_activities(request), pk=pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _show(request, activity, TurnoutForm(activity=activity), cancel_form=form)
    activities.cancel(activity, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    messages.success(request, _("“%(title)s” is cancelled.") % {"title": activity.title})
    return redirect("activity-turnout", pk=pk)


def _show(
    request: HttpRequest, activity: Activity, form: TurnoutForm, cancel_form: CancelForm | None = None
) -> HttpResponse:
    if cancel_form is None and activities.can_cancel(activity, by=request.user):
        cancel_form = CancelForm()
    can_record = taking_part.can_record(activity, by=request.user, at=timezone.now())
    people = activity.attendances.people()
    context = {
        "activity": activity,
        "form": form,
        "can_record": can_record,
        "is_to_come": not activity.cancelled_at and activity.starts_at > timezone.now(),
        "people": people,
        "checked_in": activity.check_ins.waiting().count(),
        "can_keep_poster": posters.can_keep(activity, by=request.user, at=timezone.now()),
        "claims": activity.claims.select_related(*claims.RELATED).order_by("taken_at", "pk"),
        "can_take_on": claims.can_take_on(activity, by=request.user, at=timezone.now()),
        "cancel_form": cancel_form,
    }
    return render(request, "volunteers/turnout.html", context)
