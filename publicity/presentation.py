"""What the pages of publicity count."""

from command.models import User
from core.domain.figures import Scope, Value, get, measure

KEYS = ("media.articles", "media.advertisements", "media.broadcasts", "media.reads", "media.channels")


def figures(user: User, scope: Scope) -> list[Value]:
    """Return the figures above the list of items: one query."""
    return measure([(get(key), scope) for key in KEYS], user)
