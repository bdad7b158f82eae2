"""Pairs of tickets that somebody has looked at and found to be two."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspections.models.tickets import Ticket


class NotDuplicate(models.Model):
    """Two tickets that are not the same problem, ``first`` the older; they are not suggested to each other again."""

    first = models.ForeignKey(Ticket, models.CASCADE, related_name="+", verbose_name=_("ticket"))
    second = models.ForeignKey(Ticket, models.CASCADE, related_name="+", verbose_name=_("other ticket"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("pair that is no duplicate")
        verbose_name_plural = _("pairs that are no duplicates")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="notduplicate_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="notduplicate_older_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"
