"""The points that an inspector means to see on a day, in the order of the way."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from command.models import User
from inspections.models.points import Point


class ShortlistEntryQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ShortlistEntryQuerySet":
        """Return the entries of ``user``: a list is nobody else's business."""
        return self.filter(owner_id=user.pk)

    def of(self, user: User, day: date) -> "ShortlistEntryQuerySet":
        """Return the list of ``user`` for ``day``, in the order of the way."""
        return self.visible_to(user).filter(day=day).order_by("place", "id")


class ShortlistEntry(models.Model):
    """A point on somebody's list of a day. ``checked_at``: looked at, nothing found."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    day = models.DateField(_("day"))
    point = models.ForeignKey(Point, models.CASCADE, related_name="+", verbose_name=_("point"))
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    checked_at = models.DateTimeField(_("checked, nothing found"), null=True)

    objects = ShortlistEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a shortlist")
        verbose_name_plural = _("entries of shortlists")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["owner", "day", "point"], name="shortlist_point_once_a_day")]
        indexes = [models.Index(fields=["point", "-checked_at"], name="shortlist_checked")]

    def __str__(self) -> str:
        return f"{self.day} {self.point_id}"
