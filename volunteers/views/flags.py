"""The page of odd records: what is asked of organisers, and their answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.paging import page_of
from volunteers.domain import flags, sanity
from volunteers.errors import NoReason
from volunteers.flag_lists import narrowed, shown
from volunteers.forms.flags import AnswerForm, FlagFilterForm
from volunteers.models import Activity, FlagRule
from volunteers.views.refusals import tells_refusals

may_look = permission_required("volunteers.view_attendance", raise_exception=True)


@login_required
@may_look
@require_safe
def flag_list(request: HttpRequest) -> HttpResponse:
    """Show what is odd in the records of a person's scope, with the answers; nothing here leaves a figure out."""
    form = FlagFilterForm(request.GET.dict(), today=timezone.localdate())
    form.is_valid()
    activities = form.activities(request.user)
    answers = flags.answers(activities)
    found = narrowed(sanity.find(activities, kinds=form.kinds), answers, state=form.wanted)
    page = page_of(request, found, counted=len(found))
    context = {
        "form": form,
        "page": page,
        "rows": shown(page.object_list, answers, user=request.user),
        "rules": FlagRule.objects.filter(is_active=True),
        "asked": request.GET,
        "may_answer": request.user.has_perm("volunteers.change_attendance"),
    }
    return render(request, "volunteers/flags.html", context)


@login_required
@may_look
@require_POST
@tells_refusals
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep why a record is right, and lead back to the list as it was filtered."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise NoReason
    flags.answer(activity, **form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, _("The answer is kept. The record stands and counts as before."))
    return redirect(f"{reverse('volunteer-flags')}?{request.GET.urlencode()}")
