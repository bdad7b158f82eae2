"""Activities: what a team or a unit organises, where and when."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from command.models import Area, Department, User
from volunteers.choices import Category
from volunteers.models.kinds import ActivityKind
from volunteers.models.teams import Team, led_by

if TYPE_CHECKING:
    from volunteers.models.taking_part import Turnout


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the activities in the row scope of ``user``."""
        return self.filter(led_by(user, "team__"))

    def held(self) -> Self:
        """Return the activities that were not cancelled."""
        return self.filter(cancelled_at=None)

    def starting(self, since: datetime, before: datetime) -> Self:
        """Return the activities that start in a half-open stretch of time."""
        return self.filter(starts_at__gte=since, starts_at__lt=before)

    def without_record(self) -> Self:
        """Return the activities for which neither a head-count nor a name was recorded."""
        return self.filter(turnout=None, attendances=None)


class Activity(models.Model):
    """An activity. Its natural key is the code; times are moments, stored in UTC."""

    code = models.CharField(_("activity number"), max_length=30, unique=True)
    title = models.CharField(_("title"), max_length=120)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="activities", verbose_name=_("kind"))
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("volunteer team")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("unit")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("area")
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("starts at"), db_index=True)
    ends_at = models.DateTimeField(_("ends at"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_because = models.CharField(_("cancelled because"), max_length=200, blank=True)
    series = models.ForeignKey(
        "volunteers.Series",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="activities",
        verbose_name=_("recurring activity"),
        db_index=False,
    )
    series_day = models.DateField(_("day of the recurring activity"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("leader reminded at"), null=True, blank=True, editable=False)
    poster_serial = models.PositiveSmallIntegerField(_("posters replaced"), default=0, editable=False)
    poster_is_live = models.BooleanField(_("code changes on a screen"), default=False, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-starts_at", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="activity_ends_after_start",
                violation_error_message=_("An activity must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(team__isnull=False) | Q(department__isnull=False),
                name="activity_has_organiser",
                violation_error_message=_("Name the team or the unit that organises the activity."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=False) | Q(cancelled_because=""),
                name="activity_reason_only_if_cancelled",
            ),
            models.UniqueConstraint(fields=["series", "series_day"], name="activity_once_a_day_of_its_series"),
        ]
        indexes = [models.Index(fields=["team", "-starts_at"], name="activity_of_team")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def organiser(self) -> Team | Department | None:
        """The team, or else the unit, that organises it; the database sees to it that there is one."""
        return self.team or self.department

    @property
    def turnout_by_category(self) -> list["Turnout"]:
        """The head-counts in the order of the categories, from what was prefetched."""
        return sorted(self.turnout.all(), key=lambda row: Category.values.index(row.category))
