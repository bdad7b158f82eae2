"""Checking in before a poster, without an account; and the poster itself, kept by the organiser."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core import qr, throttle
from core.errors import DomainError
from volunteers.domain import check_in as checking_in
from volunteers.domain import posters
from volunteers.errors import NoSuchCode
from volunteers.forms.activities import CheckInForm
from volunteers.models import Activity
from volunteers.views.activities import may_look
from volunteers.views.refusals import tells_refusals

# Within ten minutes. Many stand behind one network address, such as a team of two hundred in one Wi-Fi: each may try
# twice. Who types all ends of phones there are (10,000) needs four hours. Known and unknown count alike: what counted
# failures alone would tell who is registered.
WINDOW_SECONDS = 600
FROM_ONE_ADDRESS = 400
AT_ONE_POSTER = 2000


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Let whoever stands before a poster say who it is. The answer tells nobody who is registered."""
    form = CheckInForm(request.POST if request.method == "POST" else None)
    now = timezone.now()
    try:
        if form.is_valid() and _is_admitted(request, code):
            activity = checking_in.check_in(code, **form.cleaned_data, at=now)
            return render(request, "volunteers/checked_in.html", {"activity": activity, "code": code, "now": now})
        activity = posters.read(code, at=now)
    except DomainError as error:
        status = 404 if isinstance(error, NoSuchCode) else 409
        return render(request, "volunteers/check_in_refused.html", {"reason": str(error)}, status=status)
    return _ask(request, activity, form)


def _is_admitted(request: HttpRequest, code: str) -> bool:
    name = f"check-in:{posters.place_of(code)}"
    return throttle.admits(request, name, limit=FROM_ONE_ADDRESS, seconds=WINDOW_SECONDS) and throttle.is_within(
        name, limit=AT_ONE_POSTER, seconds=WINDOW_SECONDS
    )


def _ask(request: HttpRequest, activity: Activity, form: CheckInForm) -> HttpResponse:
    """Ask who it is; of a form that lacks nothing there were too many: it is shown again as it was typed."""
    is_busy = form.is_valid()
    context = {"activity": activity, "form": form, "is_busy": is_busy}
    answer = render(request, "volunteers/check_in.html", context, status=429 if is_busy else 200)
    if is_busy:
        answer.headers["Retry-After"] = str(WINDOW_SECONDS)
    return answer


@login_required
@may_look
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@tells_refusals
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the poster of an activity, to print or on a screen; replace its code."""
    activity = _own(request, pk)
    now = timezone.now()
    posters.check_keep(activity, by=request.user, at=now)
    if request.method == "POST":
        posters.replace(activity, is_live="live" in request.POST, by=request.user, at=now)
        messages.success(request, _("The code is replaced: those shown before open nothing any more."))
        return redirect("activity-poster", pk=pk)
    return render(request, "volunteers/poster.html", {"activity": activity, **_shown(activity)})


@login_required
@may_look
@require_GET
@never_cache
def poster_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the code as it is now, for a screen that asks again and again."""
    activity = _own(request, pk)
    if not posters.can_keep(activity, by=request.user, at=timezone.now()):
        raise PermissionDenied
    return render(request, "volunteers/_poster_code.html", {"activity": activity, **_shown(activity)})


def _own(request: HttpRequest, pk: int) -> Activity:
    rows = Activity.objects.visible_to(request.user).select_related("team", "department")
    return get_object_or_404(rows, pk=pk)


def _shown(activity: Activity) -> dict[str, str]:
    path = reverse("check-in", args=[posters.code_of(activity, at=timezone.now())])
    address = f"{settings.SITE_URL}{path}"
    return {"image": qr.image(address), "address": address}
