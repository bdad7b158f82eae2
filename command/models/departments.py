"""Departments: headquarters, office, work departments, supervision groups, units, towns."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from command.choices import HANDLING_KINDS, DepartmentKind
from command.models.areas import Area


class DepartmentQuerySet(models.QuerySet):
    def active(self, on: date) -> "DepartmentQuerySet":
        """Return the departments in force on a date."""
        return self.filter(
            Q(active_from=None) | Q(active_from__lte=on),
            Q(active_to=None) | Q(active_to__gte=on),
        )

    def handling(self) -> "DepartmentQuerySet":
        """Return the departments to which a problem can be dispatched."""
        return self.filter(kind__in=HANDLING_KINDS)


class Department(models.Model):
    """A body of the campaign, in force between two dates (supervision groups went from 3 to 10)."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DepartmentKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="departments", verbose_name=_("area")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    active_from = models.DateField(_("in force from"), null=True, blank=True)
    active_to = models.DateField(_("in force until"), null=True, blank=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_to=None) | Q(active_from=None) | Q(active_from__lte=F("active_to")),
                name="department_active_from_before_to",
                violation_error_message=_("The last day in force is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_active(self, on: date) -> bool:
        """Answer whether the department is in force on a date: :meth:`DepartmentQuerySet.active` for one row."""
        return (self.active_from is None or self.active_from <= on) and (self.active_to is None or self.active_to >= on)


class DepartmentAlias(models.Model):
    """A nickname under which lists name a department, such as 城管局."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="aliases", verbose_name=_("department"))
    name = models.CharField(_("nickname"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("nickname")
        verbose_name_plural = _("nicknames")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
