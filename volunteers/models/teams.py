"""Teams (志愿服务队), and the row scope that follows from leading one."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from command.choices import Role
from command.models import Area, Department, User
from volunteers.models.kinds import TeamKind

# Everybody else sees the teams that they lead.
SEES_ALL_TEAMS = (Role.OFFICIAL, Role.OFFICE, Role.ADMINISTRATOR, Role.AUDITOR)


def sees_all_teams(user: User) -> bool:
    """Answer whether ``user`` sees the teams of the whole city."""
    return user.is_superuser or user.has_role(*SEES_ALL_TEAMS)


def led_by(user: User, path: str = "") -> Q:
    """Return the row scope of ``user``: everything, the own teams, or nothing.

    ``path`` leads from the filtered model to its team, such as ``"activity__team__"``.
    """
    if sees_all_teams(user):
        return Q()
    return Q(**{f"{path}leader_id": user.pk}) if user.has_role(Role.TEAM_LEADER) else Q(pk__in=[])


class TeamQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the teams in the row scope of ``user``."""
        return self.filter(led_by(user))

    def active(self, on: date) -> Self:
        """Return the teams in force on a date (both days included)."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))


class Team(models.Model):
    """A team, in force between two dates. Its natural key is the code."""

    code = models.CharField(_("team code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.ForeignKey(TeamKind, models.PROTECT, related_name="teams", verbose_name=_("kind"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="teams", verbose_name=_("unit")
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="teams", verbose_name=_("area"))
    school = models.CharField(_("school"), max_length=60, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_teams",
        verbose_name=_("leader"),
        help_text=_("The leader sees this team alone and records its turnout."),
    )
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force until"), null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer team")
        verbose_name_plural = _("volunteer teams")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_from__lte=F("valid_to")),
                name="team_valid_from_before_to",
                violation_error_message=_("The last day in force is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
