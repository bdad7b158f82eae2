"""The plan of turnout: how many turns (人次) a month is to bring."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from command.models import Area, Department, User
from core.periods import Period
from volunteers.models.teams import sees_all_teams

# A plan is the whole city's, a unit's or an area's: each has one target a month.
CITY, OF_UNIT, OF_AREA = (
    Q(department=None, area=None),
    Q(department__isnull=False, area=None),
    Q(department=None, area__isnull=False),
)


class TurnoutPlanQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the targets in the row scope of ``user``: all, or none for a leader."""
        return self if sees_all_teams(user) else self.none()

    def held_by(self, *, department: int | None = None, area: str = "") -> Self:
        """Return the targets of a unit (its id), of an area (its code), or of the whole city."""
        return self.filter(department=department, **({"area__code": area} if area else {"area": None}))

    def within(self, period: Period) -> Self:
        """Return the targets of the months that begin in a period."""
        return self.filter(month__range=(period.first, period.last))


class TurnoutPlan(models.Model):
    """The target of one month. Targets of units and areas are not parts of the city's: each stands by itself."""

    month = models.DateField(_("month"), help_text=_("Its first day."))
    turns = models.PositiveIntegerField(_("target (turns)"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="turnout_plans", verbose_name=_("unit")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="turnout_plans", verbose_name=_("area")
    )
    set_at = models.DateTimeField(_("set at"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("set by")
    )

    objects = TurnoutPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("turnout target")
        verbose_name_plural = _("turnout targets")
        ordering = ["month", "pk"]
        default_permissions = ("change", "view")
        constraints = [
            models.UniqueConstraint(fields=["month"], condition=CITY, name="plan_once_for_city"),
            models.UniqueConstraint(fields=["month", "department"], condition=OF_UNIT, name="plan_once_for_unit"),
            models.UniqueConstraint(fields=["month", "area"], condition=OF_AREA, name="plan_once_for_area"),
            models.CheckConstraint(condition=Q(department=None) | Q(area=None), name="plan_of_one"),
            models.CheckConstraint(condition=Q(month__day=1), name="plan_of_month"),
            models.CheckConstraint(condition=Q(turns__gte=1), name="plan_has_turns"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.holder or ''}".rstrip()

    @property
    def holder(self) -> Department | Area | None:
        """Whose target it is; None: the whole city's."""
        return self.department or self.area
