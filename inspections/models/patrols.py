"""What the supervision groups do on the road: trips (督导出动), and the points that they look at (检查点位)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from command.choices import DepartmentKind, Role
from command.models import Department, User
from inspections.models.points import SEES_ALL_POINTS, Point

# An inspector sees the trips of the own group; for points the whole city is the field.
SEES_ALL_PATROLS = tuple(role for role in SEES_ALL_POINTS if role != Role.INSPECTOR)


def sees_all_patrols(user: User) -> bool:
    """Answer whether ``user`` sees the trips of every group."""
    return user.is_superuser or user.has_role(*SEES_ALL_PATROLS)


def _is_in_a_group(user: User) -> bool:
    return user.has_role(Role.INSPECTOR) and user.department_id is not None


class PatrolQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "PatrolQuerySet":
        """Return the trips in the row scope of ``user``: all, or those of the own group."""
        if sees_all_patrols(user):
            return self
        return self.filter(group=user.department) if _is_in_a_group(user) else self.none()


class Patrol(models.Model):
    """A trip of a supervision group on one day: how many went, how far. 人次 is the sum of ``members``."""

    group = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="patrols",
        verbose_name=_("supervision group"),
        limit_choices_to={"kind": DepartmentKind.SUPERVISION_GROUP},
    )
    date = models.DateField(_("date"), db_index=True)
    members = models.PositiveSmallIntegerField(_("members who went"), validators=[MinValueValidator(1)])
    kilometres = models.DecimalField(_("kilometres"), max_digits=6, decimal_places=1, default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = PatrolQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("a trip", "patrol")
        verbose_name_plural = pgettext_lazy("trips", "patrols")
        ordering = ["-date", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(members__gte=1),
                name="patrol_has_members",
                violation_error_message=_("Somebody went on a patrol."),
            ),
            models.CheckConstraint(
                condition=Q(kilometres__gte=0),
                name="patrol_distance_not_below_nought",
                violation_error_message=_("A distance is not below nought."),
            ),
        ]
        indexes = [models.Index(fields=["group", "-date"], name="patrol_of_group")]

    def __str__(self) -> str:
        return f"{self.group} {self.date}"


class PointCheckQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "PointCheckQuerySet":
        """Return the checks in the row scope of ``user``: all, or those of the own group and the own ones."""
        if sees_all_patrols(user):
            return self
        own = Q(checked_by_id=user.pk)
        return self.filter(own | Q(patrol__group_id=user.department_id) if _is_in_a_group(user) else own)


class PointCheck(models.Model):
    """One point looked at once (检查 1 次), on a trip or by somebody alone, whatever was found."""

    point = models.ForeignKey(Point, models.PROTECT, related_name="checks", verbose_name=_("point"))
    patrol = models.ForeignKey(
        Patrol,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checks",
        verbose_name=pgettext_lazy("a trip", "patrol"),
    )
    checked_at = models.DateTimeField(_("checked at"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )

    objects = PointCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a point")
        verbose_name_plural = _("checks of points")
        ordering = ["-checked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["patrol", "point"],
                name="pointcheck_once_a_patrol",
                violation_error_message=_("This patrol has checked the point already."),
            ),
            models.CheckConstraint(
                condition=Q(patrol__isnull=False) | Q(checked_by__isnull=False),
                name="pointcheck_by_somebody",
                violation_error_message=_("Name the patrol, or who checked the point."),
            ),
        ]
        indexes = [models.Index(fields=["-checked_at"], name="pointcheck_newest")]

    def __str__(self) -> str:
        return f"{self.point_id} {self.checked_at:%Y-%m-%d}"
