"""Middleware that every page needs: language by choice, idle time-out, content security."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from core.views.errors import API, bad_request

Handler = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:%(tiles)s; style-src 'self'; script-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
SEEN_EVERY_SECONDS = 300


def tile_source(address: str) -> str:
    """Return the origin of the map's tiles as a policy names it: of ``https://{s}.a.cn/{z}``, ``https://*.a.cn``."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{re.sub(r'^{.}(?=[.])', '*', parts.netloc)}" if parts.netloc else ""


class ContentSecurityPolicyMiddleware:
    """Send a strict policy: nothing inline, nothing from elsewhere but the map's tiles where a city has set some."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        tiles = tile_source(settings.MAP_TILE_URL)
        self.policy = CONTENT_SECURITY_POLICY % {"tiles": f" {tiles}" if tiles else ""}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


class NoNullCookieMiddleware:
    """Forget cookies that hold the character NUL: PostgreSQL takes it in no text, and the portal writes no such cookie.

    It stands before whatever reads a cookie, above all the session.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\0" not in value}
        return self.get_response(request)


class NoNullMiddleware:
    """Find nothing under an address with the character NUL, and refuse (400) a query or a form that holds one.

    The bodies of the API are left to its serializers: each of their fields refuses it by name.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Look once the token of the form has been checked, and before the view."""
        if "\0" in request.path_info:
            raise Http404
        sent = [request.GET] if request.path.startswith(API) else [request.GET, request.POST]
        if not any(map(_holds_null, sent)):
            return None
        told = _("What was sent contains an invisible character (NUL) that no text may have. Remove it and send again.")
        return bad_request(request, reason=told)


def _holds_null(sent: QueryDict) -> bool:
    return any("\0" in text for name, texts in sent.lists() for text in (name, *texts))


class ChosenLanguageMiddleware:
    """Speak Chinese unless the reader has chosen otherwise.

    Django's own LocaleMiddleware would give an English browser an English page unasked.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class IdleTimeoutMiddleware:
    """Renew the session while it is used, so that its age counts from the last visit (GB/T 22239-2019, 7.1.4.1).

    What a page asks by itself (header ``X-Background``) is no use: an open page would never time out.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        now = int(time.time())
        is_use = "_auth_user_id" in session and "X-Background" not in request.headers
        if is_use and now - session.get("seen", 0) > SEEN_EVERY_SECONDS:
            session["seen"] = now
        return self.get_response(request)
