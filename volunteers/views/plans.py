"""The plan of turnout: targets of a year's months against what they brought, set by the office."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext

from volunteers.domain import plans
from volunteers.forms.plans import PlanFilterForm, TargetsForm, key_of
from volunteers.models import TurnoutPlan
from volunteers.presentation import holder_lines, month_lines, plan_figures
from volunteers.views.refusals import tells_refusals

may_look = permission_required("volunteers.view_turnoutplan", raise_exception=True)


@login_required
@may_look
@tells_refusals
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan of a year, of the whole city, an area or a unit, and set its targets."""
    now = timezone.now()
    asked = PlanFilterForm(request.GET.dict(), today=timezone.localdate(now))
    held = TurnoutPlan.objects.filter(**plans.held_by(asked.holder), month__year=asked.shown_year)
    targets = dict(held.values_list("month", "turns"))
    if request.method == "POST":
        form = TargetsForm(request.POST, year=asked.shown_year, held=targets)
        return _set(request, asked, form, now) if form.is_valid() else _show(request, asked, form, now, status=400)
    return _show(request, asked, TargetsForm(year=asked.shown_year, held=targets), now)


def _set(request: HttpRequest, asked: PlanFilterForm, form: TargetsForm, now: datetime) -> HttpResponse:
    changed = plans.set_targets(form.targets, of=asked.holder, by=request.user, at=now)
    said = ngettext("%d month is planned anew.", "%d months are planned anew.", changed)
    messages.success(request, said % changed)
    query = urlencode({"year": asked.shown_year, "whose": key_of(asked.holder)})
    return redirect(f"{reverse('turnout-plan')}?{query}")


def _show(
    request: HttpRequest, asked: PlanFilterForm, form: TargetsForm, now: datetime, status: int = 200
) -> HttpResponse:
    year, holder = asked.shown_year, asked.holder
    context = {
        "asked": asked,
        "holder": holder,
        "form": form,
        "can_plan": plans.can_plan(by=request.user),
        "values": plan_figures(request.user, holder, year, at=now),
        "months": zip(form, month_lines(request.user, holder, year, at=now), strict=True),
        "holders": holder_lines(request.user, year, at=now),
    }
    return render(request, "volunteers/plan.html", context, status=status)
