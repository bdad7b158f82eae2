"""Results that cost a second to count, kept for a minute and counted by one reader at a time.

A stale result is served while one reader counts anew. Without a cache every reader counts (core.cache).
"""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache

FRESH_FOR = timedelta(seconds=75)
KEPT_SECONDS = 15 * 60
CLAIM_SECONDS = 30
WAIT_SECONDS = 3

Make = Callable[[], Any]
MakeParts = Callable[[], Mapping[str, Any]]


def latest(name: str, make: Make, *, at: datetime) -> Any:
    """Return the kept result of that name if it is fresh at ``at``, else one made now. See :func:`latest_part`."""
    return latest_part(name, "", lambda: {"": make()}, at=at)


def latest_part(name: str, part: str, make: MakeParts, *, at: datetime) -> Any:
    """Return the kept part of the results of that name if it is fresh at ``at``, else one made now with all others.

    While another reader makes them, the stale one is returned; without a stale one the wait is short.
    """
    kept = cache.get(_key(name, part))
    if kept is not None and at - kept[0] < FRESH_FOR:
        return kept[1]
    if cache.add(_claim(name), 1, CLAIM_SECONDS):
        return keep_parts(name, make(), at=at)[part]
    kept = kept or _wait_for(_key(name, part))
    return kept[1] if kept else make()[part]


def keep_parts(name: str, parts: Mapping[str, Any], *, at: datetime) -> Mapping[str, Any]:
    """Keep all results of a name, counted at ``at``, and return them."""
    cache.set_many({_key(name, part): (at, value) for part, value in parts.items()}, KEPT_SECONDS)
    cache.delete(_claim(name))
    return parts


def fragment(name: str, make: Make) -> Any:
    """Return what is kept under a name that says everything it depends on; make it the first time."""
    kept = cache.get(name)
    if kept is None:
        kept = make()
        cache.set(name, kept, KEPT_SECONDS)
    return kept


def _key(name: str, part: str) -> str:
    return f"{name}:{part}"


def _claim(name: str) -> str:
    """Return the name under which one reader says that it makes the results."""
    return f"{name}:claim"


def _wait_for(key: str) -> Any:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        time.sleep(0.05)
        kept = cache.get(key)
        if kept is not None:
            return kept
    return None
