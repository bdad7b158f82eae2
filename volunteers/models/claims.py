"""Problems that an activity takes on (认领问题), and the photos with which its leader answers."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.models import AbstractPhoto
from inspections.models import Category, Ticket
from inspections.models.tickets import ticket_scope
from volunteers.models.activities import Activity
from volunteers.models.teams import led_by


def claim_scope(user: User, prefix: str = "") -> Q | None:
    """Return the row scope of ``user`` over claims, or None for all: of the own teams, or of the own tickets.

    ``prefix`` is the path from another model to its claim, such as ``claim__``.
    """
    tickets = ticket_scope(user, f"{prefix}ticket__")
    return None if tickets is None else tickets | led_by(user, f"{prefix}activity__team__")


class CleanableCategory(models.Model):
    """A category of problem that volunteers can put right. The office adds what the city's teams can do."""

    category = models.OneToOneField(Category, models.CASCADE, related_name="+", verbose_name=_("category"))

    class Meta:
        verbose_name = _("category that volunteers can clean")
        verbose_name_plural = _("categories that volunteers can clean")
        ordering = ["category"]

    def __str__(self) -> str:
        return str(self.category)


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the claims in the row scope of ``user``: of the own teams, or of tickets that they see."""
        scope = claim_scope(user)
        return self if scope is None else self.filter(scope)

    def standing(self) -> Self:
        """Return the claims that were neither given back nor handed in."""
        return self.filter(released_at=None, handed_in_at=None)


class Claim(models.Model):
    """A ticket that an activity of a team takes on. The unit that has the ticket goes on answering for it.

    Taken on → answered by the leader → handed in by the unit; or released, with a reason. What the unit sends back is
    no longer answered, and ``remark`` says why.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="claims", verbose_name=_("activity"))
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="claims", verbose_name=_("ticket"))
    taken_at = models.DateTimeField(_("taken on at"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("taken on by")
    )
    note = models.TextField(_("what was done"), max_length=500, blank=True)
    remark = models.CharField(_("sent back because"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("handed in by")
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_because = models.CharField(_("released because"), max_length=200, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem taken on")
        verbose_name_plural = _("problems taken on")
        ordering = ["-taken_at", "pk"]
        default_permissions = ("view", "add", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(released_at=None, handed_in_at=None),
                name="claim_one_at_a_time",
                violation_error_message=_("An activity has taken this problem on already."),
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | Q(answered_at__isnull=False, released_at=None),
                name="claim_handed_in_was_answered",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=False) | Q(released_because=""), name="claim_reason_only_if_released"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity.code} {self.ticket}"

    @property
    def is_standing(self) -> bool:
        """Answer whether it was neither given back nor handed in."""
        return self.released_at is None and self.handed_in_at is None


class ClaimPhotoQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the photos of the claims in the row scope of ``user``."""
        scope = claim_scope(user, "claim__")
        return self if scope is None else self.filter(scope)


class ClaimPhoto(AbstractPhoto):
    """A photo of the place after the work. Handing in copies it to the ticket."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="photos", verbose_name=_("problem taken on"))

    objects = ClaimPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of the work")
        verbose_name_plural = _("photos of the work")
        ordering = ["uploaded_at", "id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.file_name or str(self.pk)
