"""Who reads the dashboard."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from command.choices import Role

READERS = (Role.OFFICIAL, Role.OFFICE, Role.ADMINISTRATOR, Role.AUDITOR)


def may_read(user: Any) -> bool:
    """Answer whether the account reads figures of the whole campaign."""
    return user.is_superuser or user.has_role(*READERS)


def check_reader(user: Any) -> None:
    """Refuse whoever does not read figures of the whole campaign (``PermissionDenied``)."""
    if not may_read(user):
        raise PermissionDenied(_("This page is for officials and the campaign office."))
