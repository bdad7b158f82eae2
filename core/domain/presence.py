"""Who is at the same thing right now. Kept in the cache alone: no row is written, and nothing stays.

Two signs in the same instant may lose one of them; the next, a few seconds later, brings it back.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache

# Without a sign for so long somebody is gone.
SECONDS = 45


@dataclass(frozen=True)
class Present:
    """A person who is there, since when the last sign came (Unix seconds), and whether they are about to change it."""

    name: str
    is_acting: bool
    seen: float


def sign(thing: str, *, by: AbstractBaseUser, at: datetime, is_acting: bool = False) -> list[Present]:
    """Say that ``by`` is at ``thing``, and return the others who are, those who act first, then by name."""
    key, now = f"presence:{thing}", at.timestamp()
    there = {pk: each for pk, each in cache.get(key, {}).items() if now - each[2] < SECONDS}
    there[by.pk] = (str(by), is_acting, now)
    cache.set(key, there, SECONDS)
    others = [Present(*each) for pk, each in there.items() if pk != by.pk]
    return sorted(others, key=lambda each: (not each.is_acting, each.name))
