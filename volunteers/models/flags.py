"""Rules by which records of service are flagged, and what came of a flag. The flags themselves are derived."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from command.models import User
from volunteers.choices import FlagKind
from volunteers.models.activities import Activity
from volunteers.models.teams import led_by

SENTENCES: dict[str, Promise] = {
    FlagKind.OVERLAP: _("one person in two activities that share more than %(limit)d minutes"),
    FlagKind.DAY: _("more than %(limit)d hours of one person on one day"),
    FlagKind.LENGTH: _("more than %(limit)d minutes beyond the length of the activity"),
    FlagKind.LATE: _("entered more than %(limit)d days after the end of the activity"),
    FlagKind.SAME: _("a list of %(limit)d people or more that is exactly another of the thirty days before"),
}


class FlagRule(models.Model):
    """From which number on a record is odd, and why it is that number."""

    kind = models.CharField(_("kind"), max_length=8, choices=FlagKind, unique=True)
    limit = models.PositiveSmallIntegerField(_("limit"))
    is_active = models.BooleanField(_("in use"), default=True)
    why = models.CharField(_("why this limit"), max_length=200)

    class Meta:
        verbose_name = _("rule for odd records")
        verbose_name_plural = _("rules for odd records")
        ordering = ["pk"]
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def sentence(self) -> str:
        """The rule in words, such as ``more than 10 hours of one person on one day``."""
        return SENTENCES[self.kind] % {"limit": self.limit}


class FlagNoteQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the rows in the row scope of ``user``."""
        return self.filter(led_by(user, "activity__team__"))

    def answered(self) -> Self:
        """Return the rows in which the organiser has said why the record is right."""
        return self.exclude(answered_at=None)


class FlagNote(models.Model):
    """When the organiser was told of a flag, and the answer.

    ``key`` holds what was odd (:attr:`volunteers.domain.sanity.Flag.key`): once the records change, it is another flag.
    """

    key = models.CharField(_("key"), max_length=80, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=FlagKind)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="flag_notes", verbose_name=_("activity"))
    other = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the other activity"),
        db_index=False,
    )
    told_at = models.DateTimeField(_("organiser told at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = FlagNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer about an odd record")
        verbose_name_plural = _("answers about odd records")
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, reason="") | Q(answered_at__isnull=False) & ~Q(reason=""),
                name="flagnote_answered_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.activity}"
