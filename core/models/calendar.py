"""The working calendar: hours of a day, and days that differ from their weekday."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WorkPeriod(models.Model):
    """One stretch of a working day, such as 08:30 to 12:00; several make a day."""

    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    class Meta:
        verbose_name = pgettext_lazy("of a day", "working hours")
        verbose_name_plural = pgettext_lazy("of a day", "working hours")
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("ends")),
                name="workperiod_starts_before_ends",
                violation_error_message=_("A stretch of working hours must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


class SpecialDay(models.Model):
    """A day off that is no weekend, or a weekend day that is worked (调休)."""

    date = models.DateField(_("date"), unique=True)
    is_working = models.BooleanField(_("is worked"))
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class CalendarYear(models.Model):
    """A year whose special days are known. A year without a row counts plain weekends, and the portal says so."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    source = models.CharField(_("source"), max_length=200, help_text=_("The State Council notice, or who entered it."))

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarStamp(models.Model):
    """Changes with every change of the calendar, so that each process sees it at once. One row."""

    value = models.UUIDField()

    class Meta:
        verbose_name = _("state of the calendar")
        verbose_name_plural = _("state of the calendar")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.value)
