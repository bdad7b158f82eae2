"""The map: its page, its points and the outlines beneath them."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core import conditional
from inspections.models import Ticket
from reports.access import check_sees_map, keeps_screens, may_read
from reports.domain import maps
from reports.domain.maps import Answer
from reports.forms import SelectionForm

A_CODE = "CODE"


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the map on a page of its own, with the filters of the cockpit."""
    check_sees_map(request.user)
    now = timezone.now()
    form = SelectionForm(request.GET, today=timezone.localdate(now))
    towns = maps.by_town(Ticket.objects.visible_to(request.user), form.selection, at=now)
    doors = {"reads_all": may_read(request.user), "keeps_screens": keeps_screens(request.user)}
    return render(request, "reports/map.html", {"form": form, "towns": towns, **doors, **context(request)})


@login_required
@require_safe
@cache_control(private=True, no_cache=True)
def points(request: HttpRequest) -> HttpResponse:
    """Answer the points of the address's scope, within the reader's row scope."""
    check_sees_map(request.user)
    now = timezone.now()
    form = SelectionForm(request.GET, today=timezone.localdate(now))
    return answer(request, maps.points(request.user, form.selection, at=now))


@login_required
@require_safe
@cache_control(private=True, no_cache=True)
def borders(request: HttpRequest) -> HttpResponse:
    """Answer the outlines of the towns."""
    return answer(request, maps.borders())


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what ``reports/_map.html`` needs: addresses, and the tiles where a city has some."""
    west, south, east, north = settings.CITY_BOUNDS
    return {
        "map": {
            "points": f"{reverse('map-data')}?{request.GET.urlencode()}",
            "outlines": reverse("map-outlines"),
            "point_url": reverse("point-detail", args=[A_CODE]),
            "area": request.GET.get("area", ""),
            "bounds": [[south, west], [north, east]],
            "tile_url": settings.MAP_TILE_URL,
            "tile_attribution": settings.MAP_TILE_ATTRIBUTION,
        }
    }


def answer(request: HttpRequest, ready: Answer) -> HttpResponse:
    """Return the JSON as the browser takes it, or that the browser's own copy is still true."""
    response = conditional.answer(request, ready.etag, lambda: _json(request, ready))
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _json(request: HttpRequest, ready: Answer) -> HttpResponse:
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(ready.body, content_type="application/json", headers={"Content-Encoding": "gzip"})
    return HttpResponse(ready.plain, content_type="application/json")
