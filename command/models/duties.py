"""Duties (包保): who answers for what, at which level, from when to when. Hand-over keeps history."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from command.models.areas import Area
from command.models.departments import Department


class DutyLevel(models.Model):
    """A level of 包保: 市、县、乡、村. Names are data."""

    key = models.SlugField(_("key"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=20)
    rank = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("level of duty")
        verbose_name_plural = _("levels of duty")
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.name


class DutyQuerySet(models.QuerySet):
    def active(self, on: date) -> "DutyQuerySet":
        """Return the duties in force on a date (both days included)."""
        return self.filter(
            Q(active_from=None) | Q(active_from__lte=on),
            Q(active_to=None) | Q(active_to__gte=on),
        )

    def current(self) -> "DutyQuerySet":
        """Return the duties that nobody has handed over yet."""
        return self.filter(active_to=None)


class AbstractDuty(models.Model):
    """A duty over something. Each app adds what it is over (ADR 0003)."""

    # Four levels behind hundreds of thousands of duties: no index, and no check of each row by the database.
    level = models.ForeignKey(
        DutyLevel, models.PROTECT, related_name="+", verbose_name=_("level"), db_index=False, db_constraint=False
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    person = models.CharField(_("person"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        db_index=False,
    )
    active_from = models.DateField(_("from"), null=True, blank=True)
    active_to = models.DateField(_("until"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(active_to=None) | Q(active_from=None) | Q(active_from__lte=F("active_to")),
                name="%(class)s_from_before_to",
            ),
        ]
        indexes = [models.Index(fields=["user"], name="%(class)s_of_user", condition=Q(user__isnull=False))]

    def __str__(self) -> str:
        return f"{self.level}: {self.person or self.department or ''}"


class AreaDuty(AbstractDuty):
    """Who answers for an area."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="duties", verbose_name=_("area"))

    class Meta(AbstractDuty.Meta):
        verbose_name = _("duty over an area")
        verbose_name_plural = _("duties over areas")
        ordering = ["area", "level", "-active_from"]
