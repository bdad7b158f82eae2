"""Certificates of recorded service (志愿服务记录证明)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from command.models import Department, User
from volunteers.models.people import Volunteer
from volunteers.models.teams import Team, led_by

CODE_LENGTH = 12


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the certificates in the row scope of ``user``: a leader sees those of the own teams."""
        return self.filter(led_by(user, "team__"))

    def published(self, on: date) -> Self:
        """Return the certificates that stand published on a day: valid, and not past their last day."""
        return self.filter(published_until__gte=on, revoked_at=None)


class Certificate(models.Model):
    """What an organisation has certified of one volunteer between two days, both included.

    ``content`` is what the paper says, as it was issued: no later correction changes it. The ``code`` opens the public
    page of verification and stands on the paper alone: numbers can be guessed, codes cannot (60 bits).
    """

    number = models.CharField(_("certificate number"), max_length=30, unique=True)
    code = models.CharField(_("verification code"), max_length=CODE_LENGTH, unique=True, editable=False)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="certificates", verbose_name=_("volunteer"))
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("volunteer team")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("unit")
    )
    first = models.DateField(_("from"))
    last = models.DateField(_("until"))
    minutes = models.PositiveIntegerField(_("minutes served"))
    content = models.JSONField(_("content as issued"), editable=False)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issued by")
    )
    published_until = models.DateField(_("published until"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )
    revoked_because = models.CharField(_("revoked because"), max_length=200, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("service certificate")
        verbose_name_plural = _("service certificates")
        ordering = ["-issued_at", "-number"]
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False, department=None) | Q(team=None, department__isnull=False),
                name="certificate_has_one_issuer",
            ),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="certificate_first_before_last"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="certificate_certifies_something"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_because="") | Q(revoked_at__isnull=False) & ~Q(revoked_because=""),
                name="certificate_revoked_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "-issued_at"], name="certificate_of_team"),
            models.Index(fields=["published_until"], name="certificate_published", condition=Q(revoked_at=None)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def issuer(self) -> Team | Department | None:
        """The organisation that recorded and certifies; the database sees to it that there is one."""
        return self.team or self.department

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None

    @property
    def has_bearer(self) -> bool:
        """Whether it still says whose it is: the erasure of a person empties that."""
        return bool(self.content["name"])
