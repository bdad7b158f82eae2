"""Middleware that every page needs: language by choice, idle time-out, content security."""

import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

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


class NoNullMiddleware:
    """Find nothing under an address with the character NUL: databases take it for an error, and no name has one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)


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
