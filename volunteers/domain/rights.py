"""Who may do what in volunteering. ``None`` stands for the portal itself, which may do everything."""

from command.models import User
from volunteers.errors import NotYours
from volunteers.models import Activity


def may(user: User | None, act: str) -> bool:
    """Answer whether the role of ``user`` gives the permission ``act``, such as ``"add_turnout"``."""
    return user is None or user.has_perm(f"volunteers.{act}")


def check_may(user: User | None, act: str) -> None:
    """Refuse whom :func:`may` refuses."""
    if not may(user, act):
        raise NotYours


def may_touch(user: User | None, activity: Activity, act: str) -> bool:
    """Answer whether ``user`` may do ``act`` about one activity: by role and by row scope."""
    return user is None or (may(user, act) and Activity.objects.visible_to(user).filter(pk=activity.pk).exists())


def check_may_touch(user: User | None, activity: Activity, act: str) -> None:
    """Refuse whom :func:`may_touch` refuses."""
    if not may_touch(user, activity, act):
        raise NotYours
