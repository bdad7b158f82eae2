"""The posts of an activity, and who has signed up for them: what the leader goes through the day before."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import DomainError
from core.views.errors import conflict
from volunteers.domain import check_in
from volunteers.domain import shifts as keeping
from volunteers.errors import NotYours
from volunteers.forms.activities import CancelForm, ShiftForm, SignUpForm
from volunteers.models import Activity, Shift, SignUp, Volunteer
from volunteers.models.shifts import ShiftQuerySet
from volunteers.views.refusals import tells_refusals

may_look = permission_required("volunteers.view_shift", raise_exception=True)


@login_required
@may_look
@tells_refusals
def shifts(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the posts of an activity with who has signed up; add one."""
    activity = _own(request, pk)
    if request.method != "POST":
        return _show(request, activity)
    form = ShiftForm(request.POST, activity=activity)
    if not form.is_valid():
        return _show(request, activity, add=form)
    try:
        keeping.add(activity, **form.facts, by=request.user, at=timezone.now())
    except NotYours:
        raise
    except DomainError as error:
        form.add_error(None, str(error))
        return _show(request, activity, add=form)
    messages.success(request, _("The post is added."))
    return redirect("activity-shifts", pk=pk)


@login_required
@may_look
@require_POST
@tells_refusals
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one of the organiser's people down for a shift."""
    activity = _own(request, pk)
    form = SignUpForm(request.POST, shifts=activity.shifts.held())
    if form.is_valid() and _put_down(request, activity, form):
        return redirect("activity-shifts", pk=pk)
    return _show(request, activity, sign_up=form)


def _put_down(request: HttpRequest, activity: Activity, form: SignUpForm) -> bool:
    """Sign somebody up; write into the form why not."""
    people = check_in.people_of(activity).filter(pk__in=Volunteer.objects.visible_to(request.user).values("pk"))
    person = people.filter(pk=check_in.meant_by(form.cleaned_data["given"], among=people)).first()
    if person is None:
        form.add_error("given", _("This belongs to nobody of the organiser's people, or to several."))
        return False
    try:
        keeping.sign_up(form.cleaned_data["shift"], person, by=request.user, at=timezone.now())
    except NotYours:
        raise
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("%(person)s is signed up.") % {"person": person})
    return True


@login_required
@may_look
@require_POST
@tells_refusals
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel one shift, with a reason."""
    shift = get_object_or_404(Shift.objects.visible_to(request.user).select_related("activity"), pk=pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return conflict(request, _("Give the reason."))
    keeping.cancel(shift, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    messages.success(request, _("The shift is cancelled. Tell those who had signed up."))
    return redirect("activity-shifts", pk=shift.activity_id)


@login_required
@may_look
@require_POST
@tells_refusals
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sign-up back."""
    row = get_object_or_404(SignUp.objects.visible_to(request.user).select_related("shift__activity"), pk=pk)
    keeping.drop(row, by=request.user, at=timezone.now())
    messages.success(request, _("The sign-up is taken back."))
    return redirect("activity-shifts", pk=row.shift.activity_id)


def _own(request: HttpRequest, pk: int) -> Activity:
    rows = Activity.objects.visible_to(request.user).select_related("team", "department")
    return get_object_or_404(rows, pk=pk)


def _show(
    request: HttpRequest, activity: Activity, *, add: ShiftForm | None = None, sign_up: SignUpForm | None = None
) -> HttpResponse:
    rows = _with_people(activity.shifts.all())
    can_keep = keeping.can_keep(activity, by=request.user)
    context = {
        "activity": activity,
        "rows": rows,
        "can_keep": can_keep,
        "can_sign_up": can_keep and activity.ends_at > timezone.now(),
        "add": add or ShiftForm(activity=activity),
        "sign_up": sign_up or SignUpForm(shifts=activity.shifts.held()),
        "cancel": CancelForm(),
    }
    return render(request, "volunteers/shifts.html", context)


def _with_people(rows: ShiftQuerySet) -> ShiftQuerySet:
    standing = SignUp.objects.filter(dropped_at=None).select_related("volunteer").order_by("at", "pk")
    return rows.with_taken().prefetch_related(Prefetch("sign_ups", standing, to_attr="people"))
