"""Objections to certificates while they stand published (公示期间的异议)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from command.models import User
from volunteers.models.certificates import Certificate
from volunteers.models.teams import led_by


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the objections in the row scope of ``user``: those to the certificates of the own teams."""
        return self.filter(led_by(user, "certificate__team__"))

    def open(self) -> Self:
        """Return the objections that nobody has answered."""
        return self.filter(answered_at=None)

    def answer(self, words: str, *, is_upheld: bool, by: User | None, at: datetime) -> int:
        """Answer all that are open; return how many."""
        return self.open().update(answered_at=at, answered_by=by, answer=words, is_upheld=is_upheld)


class Objection(models.Model):
    """What somebody, whose name is not asked, holds against a certificate. Upheld: the certificate was revoked."""

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="objections", verbose_name=_("service certificate")
    )
    text = models.CharField(_("objection"), max_length=500)
    at = models.DateTimeField(_("received at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answer = models.CharField(_("answer"), max_length=200, blank=True)
    is_upheld = models.BooleanField(_("upheld"), default=False)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to a certificate")
        verbose_name_plural = _("objections to certificates")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", is_upheld=False)
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="objection_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.at:%Y-%m-%d}"
