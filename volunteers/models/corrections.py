"""Corrections of recorded time. The record shows what holds, these rows what stood there before."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.models.audit import AppendOnlyModel, AppendOnlyQuerySet
from volunteers.models.activities import Activity
from volunteers.models.people import Volunteer
from volunteers.models.teams import led_by


class CorrectionQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the rows in the row scope of ``user``."""
        return self.filter(led_by(user, "activity__team__"))


class Correction(AppendOnlyModel):
    """One change of the minutes that a volunteer served in an activity; nought after it: struck from the record.

    It names the activity and the person, not the attendance, and so outlives it. Without a reason it is not a
    correction that somebody asked for: the list of the activity was recorded again with another time.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="corrections", verbose_name=_("activity"))
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="corrections", verbose_name=_("volunteer"))
    before = models.PositiveSmallIntegerField(_("minutes before"))
    after = models.PositiveSmallIntegerField(_("minutes after"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField(_("corrected at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("corrected by"),
    )

    objects = CorrectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("correction of time")
        verbose_name_plural = _("corrections of time")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="correction_changes_something"),
        ]
        indexes = [models.Index(fields=["activity", "volunteer"], name="correction_of_record")]

    def __str__(self) -> str:
        return f"{self.activity}: {self.before} → {self.after}"
