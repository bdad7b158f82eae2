"""Who may do what in publicity. ``None`` stands for the portal itself, which may do everything."""

from command.models import User
from publicity.errors import NotYours


def may(user: User | None, act: str) -> bool:
    """Answer whether the role of ``user`` gives the permission ``act``, such as ``"change_item"``."""
    return user is None or user.has_perm(f"publicity.{act}")


def check_may(user: User | None, act: str) -> None:
    """Refuse whom :func:`may` refuses."""
    if not may(user, act):
        raise NotYours
