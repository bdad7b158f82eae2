"""Recurring activities with their posts, and the shifts for which people sign up."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from command.models import Area, Department, User
from inspections.models import Point
from volunteers.models.activities import Activity
from volunteers.models.kinds import ActivityKind
from volunteers.models.people import Volunteer
from volunteers.models.teams import Team, led_by

WEEKDAYS = RegexValidator(r"^1?2?3?4?5?6?7?$", _("Give the days as digits in order: 1 is Monday, 7 is Sunday."))


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the recurring activities in the row scope of ``user``."""
        return self.filter(led_by(user, "team__"))


class Series(models.Model):
    """A recurring activity (每周六、周日), between two days. Its occurrences are activities, made ahead."""

    title = models.CharField(_("title"), max_length=120)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="series", verbose_name=_("volunteer team")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("area"))
    weekdays = models.CharField(
        _("days of the week"),
        max_length=7,
        default="67",
        validators=[WEEKDAYS],
        help_text=_("Digits in order: 1 is Monday, 7 is Sunday. 67: every Saturday and Sunday."),
    )
    begins = models.TimeField(_("starts at"))
    ends = models.TimeField(_("ends at"))
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("recurring activity")
        verbose_name_plural = _("recurring activities")
        ordering = ["-last", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lte=F("last")),
                name="series_first_before_last",
                violation_error_message=_("The last day in force is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(begins__lt=F("ends")),
                name="series_ends_after_start",
                violation_error_message=_("An activity must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(team__isnull=False) | Q(department__isnull=False),
                name="series_has_organiser",
                violation_error_message=_("Name the team or the unit that organises the activity."),
            ),
            models.CheckConstraint(
                condition=~Q(weekdays=""),
                name="series_has_days",
                violation_error_message=_("Give the days as digits in order: 1 is Monday, 7 is Sunday."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AbstractPost(models.Model):
    """Where people stand, and how many are needed."""

    place = models.CharField(_("place"), max_length=120)
    point = models.ForeignKey(
        Point, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("point"), db_index=False
    )
    needed = models.PositiveSmallIntegerField(_("people needed"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.place


class SeriesPostQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the posts in the row scope of ``user``."""
        return self.filter(led_by(user, "series__team__"))


class SeriesPost(AbstractPost):
    """A post of every occurrence, such as a junction."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="posts", verbose_name=_("recurring activity"))

    objects = SeriesPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["series", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "place"], name="seriespost_once"),
            models.CheckConstraint(condition=Q(needed__gte=1), name="seriespost_needs_somebody"),
        ]


# How many have signed up for a shift.
TAKEN = Count("sign_ups", filter=Q(sign_ups__dropped_at=None))


class ShiftQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the shifts in the row scope of ``user``."""
        return self.filter(led_by(user, "activity__team__"))

    def held(self) -> Self:
        """Return the shifts that were not cancelled, alone or with their activity."""
        return self.filter(cancelled_at=None, activity__cancelled_at=None)

    def with_taken(self) -> Self:
        """Annotate how many have signed up: ``taken``."""
        return self.annotate(taken=TAKEN)


class Shift(AbstractPost):
    """A post of one activity, from one moment until another."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="shifts", verbose_name=_("activity"))
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_because = models.CharField(_("cancelled because"), max_length=200, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["starts_at", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "place", "starts_at"],
                name="shift_once",
                violation_error_message=_("This post is there already."),
            ),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="shift_ends_after_start"),
            models.CheckConstraint(condition=Q(needed__gte=1), name="shift_needs_somebody"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=False) | Q(cancelled_because=""),
                name="shift_reason_only_if_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.place}"


class SignUpQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the sign-ups in the row scope of ``user``."""
        return self.filter(led_by(user, "shift__activity__team__"))

    def standing(self) -> Self:
        """Return the sign-ups that were not taken back, for shifts that are held."""
        held = Q(shift__cancelled_at=None, shift__activity__cancelled_at=None)
        return self.filter(held, dropped_at=None)

    def stranded(self) -> Self:
        """Return the sign-ups whose shift was cancelled, of people with no other shift in that activity."""
        other = SignUp.objects.standing().filter(
            volunteer=OuterRef("volunteer"), shift__activity=OuterRef("shift__activity")
        )
        return self.filter(~Exists(other), dropped_at=None).exclude(shift__cancelled_at=None)

    def during(self, starts_at: datetime | F, ends_at: datetime | F) -> Self:
        """Return the sign-ups for shifts that overlap a stretch of time."""
        return self.filter(shift__starts_at__lt=ends_at, shift__ends_at__gt=starts_at)


class SignUp(models.Model):
    """Somebody who means to serve in a shift. ``by`` is empty where the volunteer did it."""

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="sign_ups", verbose_name=_("shift"))
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="sign_ups", verbose_name=_("volunteer"))
    at = models.DateTimeField(_("signed up at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed up by"),
    )
    dropped_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["shift", "at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "volunteer"], condition=Q(dropped_at=None), name="signup_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.shift}: {self.volunteer}"
