"""Certificates on publication (公示): a list without a log-in, masked, and objections to what stands in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import throttle
from core.paging import page_of
from volunteers.domain import objections, publication
from volunteers.errors import NoReason
from volunteers.models import Objection
from volunteers.service_forms import AnswerForm, ObjectionForm, PublishedForm
from volunteers.views.refusals import tells_refusals

# Objections: from one network address within ten minutes, and to one certificate within a day.
FROM_ONE_ADDRESS, WINDOW_SECONDS = 5, 600
AGAINST_ONE, DAY_SECONDS = 20, 86_400


@require_safe
@never_cache
def everything(request: HttpRequest) -> HttpResponse:
    """Show what stands published now: masked names, who issued it, days and hours."""
    form = PublishedForm(request.GET)
    rows = publication.published(at=timezone.now(), issuer=form.wanted)
    return _unlisted(render(request, "volunteers/published.html", {"form": form, "page": page_of(request, rows)}))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, number: str) -> HttpResponse:
    """Show one published certificate, and take an objection to it."""
    now = timezone.now()
    shown = get_object_or_404(publication.published(at=now), number=number)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    context, status = {"certificate": shown, "form": form}, 200
    if form.is_valid():
        if _is_admitted(request, number):
            objections.raise_against(shown, text=form.cleaned_data["text"], at=now)
            context["is_received"] = True
        else:
            context["is_busy"], status = True, 429
    return _unlisted(render(request, "volunteers/published_one.html", context, status=status))


def _is_admitted(request: HttpRequest, number: str) -> bool:
    return throttle.admits(request, "objection", limit=FROM_ONE_ADDRESS, seconds=WINDOW_SECONDS) and throttle.is_within(
        f"objection:{number}", limit=AGAINST_ONE, seconds=DAY_SECONDS
    )


def _unlisted(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@login_required
@permission_required("volunteers.view_certificate", raise_exception=True)
@require_POST
@tells_refusals
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection that does not hold."""
    objection = get_object_or_404(Objection.objects.visible_to(request.user), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise NoReason
    objections.reject(objection, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now())
    messages.success(request, _("The objection is answered."))
    return redirect("certificate", pk=objection.certificate_id)
