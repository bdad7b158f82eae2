"""Results that cost a second to count, kept for a minute and counted by one reader at a time.

A stale result is served while one reader counts anew. Without a cache every reader counts (core.cache).
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache

FRESH_FOR = timedelta(seconds=60)
KEPT_SECONDS = 15 * 60
CLAIM_SECONDS = 30
WAIT_SECONDS = 3

Make = Callable[[], Any]


def latest(name: str, make: Make, *, at: datetime) -> Any:
    """Return the kept result of that name if it is fresh at ``at``, else one made now.

    While another reader makes it, the stale one is returned; without a stale one the wait is short.
    """
    kept = cache.get(name)
    if kept is not None and at - kept[0] < FRESH_FOR:
        return kept[1]
    if _claim(name):
        return refresh(name, make, at=at)
    kept = kept or _wait_for(name)
    return kept[1] if kept else make()


def refresh(name: str, make: Make, *, at: datetime) -> Any:
    """Make the result anew, keep it, and return it."""
    value = make()
    _write(name, (at, value))
    return value


def fragment(name: str, make: Make) -> Any:
    """Return what is kept under a name that says everything it depends on; make it the first time."""
    kept = cache.get(name)
    return kept if kept is not None else _write(name, make())


def _write(name: str, value: Any) -> Any:
    cache.set(name, value, KEPT_SECONDS)
    cache.delete(f"{name}:claim")
    return value


def _claim(name: str) -> bool:
    """Answer whether this reader is the one to make the result."""
    return cache.add(f"{name}:claim", 1, CLAIM_SECONDS)


def _wait_for(name: str) -> Any:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        time.sleep(0.05)
        kept = cache.get(name)
        if kept is not None:
            return kept
    return None
