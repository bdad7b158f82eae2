"""What lets the form for logging open and work without a network: its data, and its service worker."""

from functools import partial
from typing import Any

import orjson
from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_GET

from core import conditional
from inspections.domain import offline

# Shared by the page and its worker: the drafts, where they are kept, and what sends them.
SCRIPTS = ("js/network.js", "js/log_database.js", "js/log_store.js", "js/log_send.js")


@require_GET
@login_required
@permission_required("inspections.log_ticket", raise_exception=True)
def log_data(request: HttpRequest) -> HttpResponse:
    """Send the points in scope, areas, categories and sentences; nothing where the browser has them already."""
    return _tagged(request, offline.reference(request.user, on=timezone.localdate()))


@require_GET
@login_required
@permission_required("inspections.log_ticket", raise_exception=True)
def log_today(request: HttpRequest) -> HttpResponse:
    """Send the open problems at points, and the person's list of points for today."""
    return _tagged(request, offline.today(request.user, at=timezone.now()))


def _tagged(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    body = orjson.dumps(data)
    json = partial(HttpResponse, body, content_type="application/json")
    response = conditional.answer(request, conditional.tag_of(body), json)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """Send the service worker: its script, after the names of the scripts that it shares with the page.

    It holds nothing of anybody, so a stranger gets it too: a browser asks for it anew whoever is logged in.
    """
    shared = orjson.dumps([static(path) for path in SCRIPTS]).decode()
    head = f"const SHARED = {shared};\nconst ASSETS = {orjson.dumps(settings.STATIC_URL).decode()};\n"
    response = HttpResponse(head + _script("js/log_worker.js"), content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _script(path: str) -> str:
    found = settings.STATICFILES_DIRS[0] / path
    return found.read_text("utf-8")
