"""The pages that say what went wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception | None = None, *, reason: str = "") -> HttpResponse:
    """Say that a request makes no sense, and why where ``reason`` knows; to a program as every refusal of the API."""
    if request.path.startswith(API):
        told = reason or _("This request cannot be understood")
        return JsonResponse({"code": "invalid", "detail": told}, status=400)
    return render(request, "400.html", {"reason": reason}, status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say what the account may not do."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page; to a program, as every refusal of the API is said."""
    if request.path.startswith(API):
        return JsonResponse({"code": "not_found", "detail": _("There is no such address.")}, status=404)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologise without asking the database or the session for anything: they may be what failed."""
    from django.template import loader

    return HttpResponse(loader.get_template("500.html").render({}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def conflict(request: HttpRequest, reason: str, *, status: int = 409, **context: Any) -> HttpResponse:
    """Answer 409, or another refusal, with a page that says why."""
    return render(request, "409.html", {"reason": reason, **context}, status=status)
