"""Points (点位): what is inspected, and who answers for it."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from command.choices import Role
from command.models import AbstractDuty, Area, Department, User
from core.domain.pinyin import initials

SEES_ALL_POINTS = (Role.OFFICIAL, Role.OFFICE, Role.INSPECTOR, Role.ADMINISTRATOR, Role.AUDITOR)


class PointType(models.Model):
    """A type of point, such as 农贸市场. Some are no places (a bus line)."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    is_place = models.BooleanField(_("is a place"), default=True)
    sort = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("type of point")
        verbose_name_plural = _("types of point")
        ordering = ["sort", "name"]

    def __str__(self) -> str:
        return self.name


class PointQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "PointQuerySet":
        """Return the points in the row scope of ``user``."""
        if user.is_superuser or user.has_role(*SEES_ALL_POINTS):
            return self
        scope = models.Q(pk__in=[])
        if user.has_role(Role.HANDLER) and user.department_id:
            scope |= models.Q(department_id=user.department_id)
        if user.has_role(Role.AREA_STAFF) and user.area:
            scope |= models.Q(area__code__startswith=user.area.code)
        return self.filter(scope)

    def active(self, on: date) -> "PointQuerySet":
        return self.filter(models.Q(active_to=None) | models.Q(active_to__gte=on))

    def not_seen_since(self, moment: datetime) -> "PointQuerySet":
        """Return the points at which nobody has noted a check, or found a problem, since ``moment``."""
        return self.exclude(checks__checked_at__gte=moment).exclude(tickets__reported_at__gte=moment)


class Point(models.Model):
    """A point. Its natural key is the code; coordinates are WGS-84 degrees and optional."""

    code = models.CharField(_("point code"), max_length=30)
    name = models.CharField(_("name"), max_length=100)
    type = models.ForeignKey(PointType, models.PROTECT, related_name="points", verbose_name=_("type"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="points", verbose_name=_("area"))
    address = models.CharField(_("address"), max_length=200, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="points", verbose_name=_("responsible unit")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    pinyin = models.CharField(_("pinyin initials"), max_length=60, blank=True, editable=False)
    active_from = models.DateField(_("in scope from"), null=True, blank=True)
    active_to = models.DateField(_("in scope until"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = PointQuerySet.as_manager()

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        ordering = ["code"]
        constraints = [
            # Not unique=True, whose second index for LIKE a list of 100,000 points pays for.
            models.UniqueConstraint(
                fields=["code"],
                name="point_code_unique",
                violation_error_message=_("There is already a point of this code."),
            ),
            models.CheckConstraint(
                condition=(models.Q(longitude=None) & models.Q(latitude=None))
                | (models.Q(longitude__range=(-180, 180)) & models.Q(latitude__range=(-90, 90))),
                name="point_coordinates_paired_and_on_earth",
                violation_error_message=_("Longitude and latitude go together."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the initials in step with the name. Whoever writes in bulk sets them from ``core.domain.pinyin``."""
        self.pinyin = initials(self.name)
        super().save(*args, **kwargs)

    @property
    def position(self) -> tuple[float, float] | None:
        """Return longitude and latitude (WGS-84 degrees), or None where the place is unknown."""
        if self.longitude is None or self.latitude is None:
            return None
        return self.longitude, self.latitude


class PointDuty(AbstractDuty):
    """Who answers for a point (包保), at any level."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="duties", verbose_name=_("point"))

    class Meta(AbstractDuty.Meta):
        verbose_name = _("duty over a point")
        verbose_name_plural = _("duties over points")
        ordering = ["point", "level", "-active_from"]
