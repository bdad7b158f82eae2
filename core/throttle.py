"""How often a stranger may ask: counted per network address or in all, forgotten after the window."""

from contextlib import suppress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WINDOW_SECONDS = 60


def admits(request: HttpRequest, name: str, *, limit: int, seconds: int = WINDOW_SECONDS) -> bool:
    """Answer whether this request is among the first ``limit`` of its caller within a window. ``name``: for what."""
    return is_within(f"{name}:{caller_of(request)}", limit=limit, seconds=seconds)


def is_within(name: str, *, limit: int, seconds: int = WINDOW_SECONDS) -> bool:
    """Answer whether ``name`` is asked for among the first ``limit`` times within a window, by whomever.

    While the cache is absent everybody is admitted: what must stay hidden is never guarded by this alone.
    """
    key = f"throttle:{name}"
    if cache.add(key, 1, seconds):
        return True
    with suppress(ValueError):  # the window has just ended
        return cache.incr(key) <= limit
    return True


def caller_of(request: HttpRequest) -> str:
    """Return the network address of who asks; behind the portal's own proxy what that proxy saw, and nobody else."""
    seen = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return seen.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
