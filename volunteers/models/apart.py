"""Pairs of volunteers whom the clerk has found to be two people."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from command.models import User
from volunteers.models.people import Volunteer
from volunteers.models.teams import sees_all_teams


class NotDoubleQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the answers in the row scope of ``user``: all, or none for a leader."""
        return self if sees_all_teams(user) else self.none()

    def about(self, volunteer: Volunteer) -> Self:
        """Return the answers that name a volunteer."""
        return self.filter(Q(first=volunteer) | Q(second=volunteer))

    def between(self, one: Volunteer, other: Volunteer) -> Self:
        """Return the answer about two volunteers, in whatever order they are named."""
        first, second = sorted((one.pk, other.pk))
        return self.filter(first=first, second=second)


class NotDouble(models.Model):
    """Two volunteers who are not the same person, ``first`` the earlier row: nobody is asked about them again.

    It is about the two people, not about what is written of them: a new name, year or unit does not change it.
    """

    first = models.ForeignKey(Volunteer, models.CASCADE, related_name="+", verbose_name=_("volunteer"))
    second = models.ForeignKey(Volunteer, models.CASCADE, related_name="+", verbose_name=_("other volunteer"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = NotDoubleQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer: different people")
        verbose_name_plural = _("answers: different people")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="notdouble_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="notdouble_earlier_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
