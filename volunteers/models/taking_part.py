"""Who took part: by name (参与) or as a head-count by category (人次). People are never added to turns."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.periods import Period
from volunteers.choices import Category
from volunteers.models.activities import Activity
from volunteers.models.people import Volunteer
from volunteers.models.teams import led_by

MINUTES_OF_A_DAY = 24 * 60


class TakingPartQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the rows in the row scope of ``user``."""
        return self.filter(led_by(user, "activity__team__"))

    def held(self) -> Self:
        """Return the rows of activities that were not cancelled."""
        return self.filter(activity__cancelled_at=None)


class AttendanceQuerySet(TakingPartQuerySet):
    def within(self, period: Period) -> Self:
        """Return the rows of activities that began in a period."""
        return self.filter(activity__starts_at__gte=period.starts_at, activity__starts_at__lt=period.ends_at)

    def numbered(self, number: str) -> Self:
        """Return the rows of the volunteer, or of the activity, that has a number."""
        return self.filter(Q(volunteer__number=number) | Q(activity__code=number))

    def people(self) -> int:
        """Count the different volunteers (人)."""
        return self.values("volunteer_id").distinct().count()

    def person_times(self) -> int:
        """Count the turns (人次): one volunteer in three activities is three."""
        return self.count()

    def minutes(self) -> int:
        """Sum the time served."""
        return self.aggregate(total=Sum("minutes", default=0))["total"]


class Attendance(models.Model):
    """A volunteer who took part in an activity, with the minutes served.

    ``category`` is what the person was on that day: a student becomes a cadre, the record stays.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attendances", verbose_name=_("activity"))
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="attendances", verbose_name=_("volunteer"))
    category = models.CharField(_("participant group"), max_length=8, choices=Category)
    minutes = models.PositiveSmallIntegerField(_("minutes served"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["activity", "volunteer"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "volunteer"],
                name="attendance_once",
                violation_error_message=_("This volunteer is already recorded for the activity."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MINUTES_OF_A_DAY),
                name="attendance_minutes_of_a_day",
                violation_error_message=_("The time served must be between 1 minute and 24 hours."),
            ),
        ]
        permissions = [("export_attendance", "Can export records of service")]
        indexes = [
            models.Index(fields=["activity", "category"], name="attendance_by_category"),
            models.Index(fields=["recorded_at"], name="attendance_recorded"),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.volunteer}"


class TurnoutQuerySet(TakingPartQuerySet):
    def person_times(self) -> int:
        """Sum the head-counts (人次). How many different people they are, a head-count cannot tell."""
        return self.aggregate(total=Sum("headcount", default=0))["total"]


class Turnout(models.Model):
    """How many of one category took part in an activity (人次), with what proves it.

    The head-count covers those of the category who are also recorded by name.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="turnout", verbose_name=_("activity"))
    category = models.CharField(_("participant group"), max_length=8, choices=Category)
    headcount = models.PositiveIntegerField(_("turns"))
    evidence = models.CharField(_("evidence"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )

    objects = TurnoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("turnout")
        verbose_name_plural = _("turnouts")
        ordering = ["activity", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "category"],
                name="turnout_once_per_category",
                violation_error_message=_("The turnout of this category is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.get_category_display()} {self.headcount}"
