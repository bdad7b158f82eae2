"""Unit rosters (机关人数): how many staff a unit had on a day. The denominator of its registration rate."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from command.models import Department, User
from volunteers.models.teams import sees_all_teams


class UnitRosterQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the rosters in the row scope of ``user``: all, or none for a leader."""
        return self if sees_all_teams(user) else self.none()

    def in_force(self, on: date) -> Self:
        """Return the latest roster of each unit up to a date."""
        latest = UnitRoster.objects.filter(department=OuterRef("department"), counted_on__lte=on)
        return self.filter(pk=Subquery(latest.order_by("-counted_on").values("pk")[:1]))


class UnitRoster(models.Model):
    """The head-count of a unit's staff on a day. A later one replaces it from its day on; none is overwritten."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="rosters", verbose_name=_("unit"))
    counted_on = models.DateField(_("counted on"))
    headcount = models.PositiveIntegerField(_("staff"))

    objects = UnitRosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit roster")
        verbose_name_plural = _("unit rosters")
        ordering = ["department", "-counted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "counted_on"],
                name="roster_once_a_day",
                violation_error_message=_("The staff of this unit is already counted on that day."),
            ),
            models.CheckConstraint(
                condition=Q(headcount__gte=1),
                name="roster_has_staff",
                violation_error_message=_("A roster counts at least one person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.counted_on}"
