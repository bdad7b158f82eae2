"""The big screen of the command room: for who is logged in, and under an address that the office makes."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from reports import presentation
from reports.access import check_reader
from reports.domain import boards, maps, screen, screen_addresses, snapshots
from reports.domain.screen import Screen
from reports.forms import SelectionForm
from reports.views.maps import answer

PARTS = ("figures", "units", "areas", "events")
THEMES = ("dark", "light")


@login_required
@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show the screen to a reader who is logged in."""
    check_reader(request.user)
    return _page(request, data=reverse("screen-data"), outlines=reverse("map-outlines"))


@login_required
@require_safe
@never_cache
def data(request: HttpRequest) -> HttpResponse:
    """Answer what a reader's screen shows now."""
    check_reader(request.user)
    return _data(request)


@require_safe
@never_cache
def shared_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the screen under an address of the office."""
    _check(secret)
    places = {name: reverse(f"screen-shared-{name}", args=[secret]) for name in ("data", "outlines")}
    response = _page(request, **places)
    # The address is the key: it stands in no line of a log but its own.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@never_cache
def shared_data(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer what that screen shows now."""
    _check(secret)
    return _data(request)


@require_safe
@cache_control(private=True, no_cache=True)
def shared_outlines(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer the outlines of the towns to that screen."""
    _check(secret)
    return answer(request, maps.borders())


def _check(secret: str) -> None:
    if screen_addresses.find(secret, at=timezone.now()) is None:
        raise PermissionDenied(
            _("This screen address is not in use, or no longer. Ask the campaign office for a new one.")
        )


def _page(request: HttpRequest, **places: str) -> HttpResponse:
    form = SelectionForm(request.GET, today=timezone.localdate())
    asked = request.GET.get("theme")
    west, south, east, north = settings.CITY_BOUNDS
    return render(
        request,
        "reports/screen.html",
        {
            "data_url": f"{places['data']}?{request.GET.urlencode()}",
            "outlines_url": places["outlines"],
            "theme": asked if asked in THEMES else THEMES[0],
            "bounds": [[south, west], [north, east]],
            "version": version(),
            "narrowed": form.narrowed,
            "period": form.selection.period,
        },
    )


def _data(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = SelectionForm(request.GET, today=timezone.localdate(now))
    shown = screen.latest(form.selection, at=now)
    name = f"screen:answer:{shown.at.timestamp()}:{request.LANGUAGE_CODE}:{boards.name_of('city', form.selection)}"
    return JsonResponse(snapshots.fragment(name, lambda: _told(shown)) | {"version": version()})


def _told(shown: Screen) -> dict[str, Any]:
    """Return the screen as its script takes it: pieces of the page, and the numbers of the drawings."""
    context = {
        "tiles": presentation.tiles(shown.board),
        "units": screen.ranked(shown.board.units),
        "areas": screen.ranked(shown.board.parts or shown.board.points),
        "title": presentation.sheet("areas", shown.board, QueryDict()).title,
        "events": shown.events,
    }
    days = [(f"{day.date:%m-%d}", day.counts["new"], day.counts["closed"]) for day in shown.board.days]
    return {
        "as_of": _as_of(shown.at),
        "parts": {part: render_to_string(f"reports/screen/_{part}.html", context) for part in PARTS},
        "trend": {name: list(row) for name, row in zip(("day", "new", "closed"), zip(*days, strict=True), strict=True)},
        "points": shown.points,
    }


def _as_of(at: datetime) -> str:
    return timezone.localtime(at).strftime("%m-%d %H:%M")


def version() -> str:
    """Return what changes when the portal's assets do; a screen that has older ones loads itself anew."""
    return getattr(staticfiles_storage, "manifest_hash", "")
