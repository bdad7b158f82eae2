"""Pages of service hours: the records of a period, one record with its corrections, and their export."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import record_exports
from core.domain.figures import Scope
from core.paging import page_of
from volunteers.domain import hours
from volunteers.errors import SameMinutes, WrongMinutes
from volunteers.exporters import ServiceExport
from volunteers.models import Attendance, Correction
from volunteers.models.taking_part import AttendanceQuerySet
from volunteers.presentation import service_figures
from volunteers.service_forms import CorrectionForm, ServiceFilterForm
from volunteers.tasks import EXPORT
from volunteers.views.refusals import tells_refusals

may_look = permission_required("volunteers.view_attendance", raise_exception=True)


def _rows(request: HttpRequest) -> AttendanceQuerySet:
    rows = Attendance.objects.visible_to(request.user).held()
    return rows.select_related("volunteer", "activity__team", "activity__department")


@login_required
@may_look
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """Show the records of service of a period in a person's scope, masked, with what they add up to."""
    now = timezone.now()
    form = ServiceFilterForm(request.GET.dict(), today=timezone.localdate(now))
    rows = hours.with_corrected(form.narrowed(_rows(request)))
    context = {
        "form": form,
        "page": page_of(request, rows.order_by("-activity__starts_at", "-pk")),
        "values": service_figures(request.user, Scope(form.period, now)),
        "asked": request.GET,
    }
    return render(request, "volunteers/hours.html", context)


@login_required
@may_look
@tells_refusals
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one record of service with what stood there before, and correct it."""
    attendance = get_object_or_404(_rows(request), pk=pk)
    if request.method == "POST":
        return _correct(request, attendance)
    return _show(request, attendance, CorrectionForm(attendance=attendance))


def _correct(request: HttpRequest, attendance: Attendance) -> HttpResponse:
    form = CorrectionForm(request.POST, attendance=attendance)
    if not form.is_valid():
        return _show(request, attendance, form)
    reason, now = form.cleaned_data["reason"], timezone.now()
    try:
        left = hours.correct(attendance, minutes=form.minutes, reason=reason, by=request.user, at=now)
    except (SameMinutes, WrongMinutes) as error:
        form.add_error("hours", str(error))
        return _show(request, attendance, form)
    messages.success(request, _("The record is corrected. What stood there before is kept."))
    return redirect("service-record", pk=left.pk) if left else redirect("service-records")


def _show(request: HttpRequest, attendance: Attendance, form: CorrectionForm) -> HttpResponse:
    former = Correction.objects.filter(activity=attendance.activity_id, volunteer=attendance.volunteer_id)
    context = {
        "record": attendance,
        "corrections": former.select_related("by"),
        "form": form if hours.can_correct(attendance, by=request.user) else None,
    }
    return render(request, "volunteers/service_record.html", context)


@login_required
@may_look
@tells_refusals
def export(request: HttpRequest) -> HttpResponseBase:
    """Send the records of a period, as filtered, and audit it; a long list is written once it is asked for by POST.

    Names and ID numbers are masked, unless a reason is given by POST by somebody who may read them.
    """
    reason = request.POST.get("reason", "").strip()
    asked = ServiceExport(request.user, request.GET, timezone.now(), reason)
    hours.check_export(request.user, reason=reason)
    return record_exports.send(request, asked, EXPORT, act="service.export", reason=reason)
