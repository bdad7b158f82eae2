"""Who reads the pages of the reports."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from command.choices import Role
from reports.models import KEEPS_SCREENS

READERS = (Role.OFFICIAL, Role.OFFICE, Role.ADMINISTRATOR, Role.AUDITOR)
# These read the same pages over the own row scope, such as a link that an official has sent them.
READ_THEIRS = (Role.INSPECTOR, Role.HANDLER, Role.AREA_STAFF)
SEE_MAP = (*READERS, *READ_THEIRS)


def may_read(user: Any) -> bool:
    """Answer whether the account reads figures of the whole campaign."""
    return user.is_superuser or user.has_role(*READERS)


def check_reader(user: Any) -> None:
    """Refuse whoever does not read figures of the whole campaign (``PermissionDenied``)."""
    if not may_read(user):
        raise PermissionDenied(_("This page is for officials and the campaign office."))


def check_sees_map(user: Any) -> None:
    """Refuse whoever works with no points (``PermissionDenied``); the others see theirs."""
    if not (user.is_superuser or user.has_role(*SEE_MAP)):
        raise PermissionDenied(_("The map is for those who work with points."))


def keeps_screens(user: Any) -> bool:
    """Answer whether the account makes and revokes addresses of the big screen."""
    return user.is_superuser or user.has_role(*KEEPS_SCREENS)


def check_keeps_screens(user: Any) -> None:
    """Refuse whoever keeps no screens (``PermissionDenied``)."""
    if not keeps_screens(user):
        raise PermissionDenied(_("Addresses of the big screen are made by the campaign office."))


def check_reads_own(user: Any) -> None:
    """Refuse whoever works with no problems (``PermissionDenied``); the others see what is in their row scope."""
    if not (may_read(user) or user.has_role(*READ_THEIRS)):
        raise PermissionDenied(_("This page is for those who work with problems."))
