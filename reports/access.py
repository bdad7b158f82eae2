"""Who reads the dashboard."""

from typing import Any

from command.choices import Role

READERS = (Role.OFFICIAL, Role.OFFICE, Role.ADMINISTRATOR, Role.AUDITOR)


def may_read(user: Any) -> bool:
    """Answer whether the account reads figures of the whole campaign."""
    return user.is_superuser or user.has_role(*READERS)
