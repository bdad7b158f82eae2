"""Choices of the command headquarters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DepartmentKind(models.TextChoices):
    """Kinds of department (design §3)."""

    HEADQUARTERS = "headquarters", _("command headquarters")
    OFFICE = "office", _("campaign office")
    WORK_DEPARTMENT = "work_department", _("work department")
    SUPERVISION_GROUP = "supervision_group", _("supervision group")
    MEMBER_UNIT = "member_unit", _("member unit")
    SUBDISTRICT = "subdistrict", _("subdistrict")
    TOWNSHIP = "township", _("township")


# Departments to which a problem can be dispatched.
HANDLING_KINDS = (
    DepartmentKind.MEMBER_UNIT,
    DepartmentKind.SUBDISTRICT,
    DepartmentKind.TOWNSHIP,
    DepartmentKind.WORK_DEPARTMENT,
)


class Role(models.TextChoices):
    """Roles, each a Django group of the same name with real permissions."""

    OFFICIAL = "official", _("official")
    OFFICE = "office", _("office staff")
    INSPECTOR = "inspector", _("inspector")
    HANDLER = "handler", _("handler")
    AREA_STAFF = "area_staff", _("area staff")
    EDITOR = "editor", _("publicity editor")
    TEAM_LEADER = "team_leader", _("team leader")
    ADMINISTRATOR = "administrator", _("administrator")
    AUDITOR = "auditor", _("auditor")


# Characters that a division's code adds to the code of the one it is part of.
CODE_STEP = 3


class AreaRank(models.IntegerChoices):
    """Steps of the division tree. Names of levels are data (:class:`command.models.AreaLevel`)."""

    CITY = 1, _("city")
    TOWN = 2, _("subdistrict or township")
    VILLAGE = 3, _("community or village")
    GRID = 4, _("grid")

    @property
    def code_length(self) -> int:
        """Characters of a division code of this step.

        Six for the city (GB/T 2260); a town and a village add three each (统计用区划代码, twelve together), and so
        does a grid.
        """
        return 6 + CODE_STEP * (self - AreaRank.CITY)

    def of(self, code: str) -> str:
        """Return the code of the division of this step that holds the one of ``code``; a shorter code as it is."""
        return code[: self.code_length]


class TokenScope(models.TextChoices):
    """What a token of the API may do, within the rights of its owner."""

    READ = "read", _("read")
    WRITE = "write", _("read and write")
