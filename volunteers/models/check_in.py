"""Who answered the poster of an activity (扫码签到). Attendances are made of these rows, and they stay."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volunteers.models.activities import Activity
from volunteers.models.people import Volunteer
from volunteers.models.taking_part import TakingPartQuerySet

GIVEN_LENGTH = 4


class CheckInQuerySet(TakingPartQuerySet):
    def waiting(self) -> "CheckInQuerySet":
        """Return the rows that nobody has struck out and of which no attendance was made yet."""
        return self.filter(struck_at=None, settled_at=None)

    def known(self) -> "CheckInQuerySet":
        """Return the rows of people whom the organiser knows."""
        return self.exclude(volunteer=None)

    def unknown(self) -> "CheckInQuerySet":
        """Return the rows that match nobody, or several, of the organiser's people."""
        return self.filter(volunteer=None)


class CheckIn(models.Model):
    """Somebody at the place of an activity. Once for each volunteer, and once for each form that was sent.

    Of whom the organiser does not know, only the last characters of what was typed are kept.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="check_ins", verbose_name=_("activity"))
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, null=True, blank=True, related_name="check_ins", verbose_name=_("volunteer")
    )
    key = models.UUIDField(_("key of the form"), editable=False)
    given = models.CharField(_("last characters typed"), max_length=GIVEN_LENGTH, blank=True)
    at = models.DateTimeField(_("checked in at"))
    settled_at = models.DateTimeField(_("attendance made at"), null=True, blank=True)
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("struck out by"),
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["activity", "at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["activity", "volunteer"], name="checkin_once"),
            models.UniqueConstraint(fields=["activity", "key"], name="checkin_of_one_form"),
            models.CheckConstraint(
                condition=Q(volunteer=None) | Q(given=""), name="checkin_keeps_nothing_typed_of_the_known"
            ),
            models.CheckConstraint(condition=Q(settled_at=None) | Q(struck_at=None), name="checkin_settled_or_struck"),
        ]
        indexes = [
            models.Index(fields=["activity"], name="checkin_waiting", condition=Q(settled_at=None, struck_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.volunteer or self.given}"
