"""Recurring activities of a team's leader: seen, begun, changed and ended, always told first what that does."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.context import calendar_of
from core.paging import page_of
from volunteers.domain import series as keeping
from volunteers.domain.series_plans import Effects, Plan, effects
from volunteers.forms.series import NewSeriesForm, SeriesForm
from volunteers.models import Series, Team
from volunteers.series_words import fingerprint, next_days, sentences, weekdays_in_words
from volunteers.views.refusals import tells_refusals

may_look = permission_required("volunteers.view_series", raise_exception=True)
may_begin = permission_required("volunteers.add_series", raise_exception=True)


@login_required
@may_look
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Show the recurring activities of a person's scope, of one team where it is named; those that go on first."""
    today = timezone.localdate()
    rows = Series.objects.visible_to(request.user).select_related("team", "department", "kind")
    team = Team.objects.visible_to(request.user).filter(code=request.GET.get("team", "")).first()
    page = page_of(request, keeping.listed(rows.filter(team=team) if team else rows, on=today))
    for row in page.object_list:
        row.days = weekdays_in_words(row.weekdays)
    context = {"page": page, "team": team, "can_begin": request.user.has_perm("volunteers.add_series")}
    return render(request, "volunteers/series_list.html", context)


@login_required
@may_begin
@tells_refusals
def new(request: HttpRequest) -> HttpResponse:
    """Plan a recurring activity; its next dates are shown before it is begun."""
    today = timezone.localdate()
    team = Team.objects.visible_to(request.user).filter(code=request.GET.get("team", "")).first()
    form = NewSeriesForm(request.POST or None, user=request.user, initial={"first": today, "team": team})
    if not form.is_valid():
        return _show(request, form)
    told = sentences(Effects(made=keeping.first_days(form.plan, at=timezone.now())))
    if not _was_shown(form, told):
        return _show(request, form, told=told)
    row = keeping.begin(form.cleaned_data["team"], form.plan, by=request.user, at=timezone.now())
    messages.success(request, _("“%(title)s” is planned four weeks ahead.") % {"title": row.title})
    return redirect("series", row.pk)


@login_required
@may_look
@tells_refusals
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a recurring activity with its next dates; change it, having told what that does to what stands ahead."""
    row = _own(request, pk)
    form = SeriesForm(request.POST or None, plan=Plan.of(row))
    if not form.is_valid():
        return _show(request, form, row=row)
    keeping.check_change(row, by=request.user)
    told = sentences(effects(row, form.plan, at=timezone.now()))
    if not _was_shown(form, told):
        return _show(request, form, row=row, told=told)
    keeping.change(row, form.plan, by=request.user, at=timezone.now())
    messages.success(request, _("“%(title)s” is changed.") % {"title": form.plan.title})
    return redirect("series", pk)


@login_required
@may_look
@require_POST
@tells_refusals
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a recurring activity; the page has told what that does."""
    row = _own(request, pk)
    told = sentences(keeping.end(row, by=request.user, at=timezone.now()))
    messages.success(request, " ".join([_("“%(title)s” has ended.") % {"title": row.title}, *told]))
    return redirect("series", pk)


def _own(request: HttpRequest, pk: int) -> Series:
    rows = Series.objects.visible_to(request.user).select_related("team", "department", "kind")
    return get_object_or_404(rows.prefetch_related("posts"), pk=pk)


def _was_shown(form: SeriesForm, told: list[str]) -> bool:
    """Answer whether the person has seen exactly this; otherwise let the form carry that they see it now."""
    mark = fingerprint(form.plan, told)
    if form.cleaned_data["seen"] == mark:
        return True
    form.data = form.data.copy()
    form.data["seen"] = mark
    return False


def _show(
    request: HttpRequest, form: SeriesForm, *, row: Series | None = None, told: list[str] | None = None
) -> HttpResponse:
    plan = form.plan if told is not None else Plan.of(row) if row else None
    days = calendar_of(request)
    can_change = row is None or keeping.can_change(row, by=request.user)
    context: dict[str, Any] = {
        "row": row,
        "form": form if can_change else None,
        "plan": plan,
        "weekdays": weekdays_in_words(plan.weekdays) if plan else "",
        "told": told,
        "can_change": can_change,
        "next_days": next_days(plan, today=timezone.localdate(), calendar=days) if plan else [],
    }
    if row and can_change and told is None:
        context["ending"] = sentences(effects(row, None, at=timezone.now()))
    return render(request, "volunteers/series.html", context)
