"""Channels: the media, accounts and screens through which the campaign speaks."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from command.choices import Role
from command.models import User
from publicity.choices import ChannelKind

SEES_ALL_PUBLICITY = (Role.OFFICIAL, Role.OFFICE, Role.EDITOR, Role.ADMINISTRATOR, Role.AUDITOR)


def in_scope(user: User) -> Q:
    """Return the row scope of ``user`` over publicity: everything or nothing."""
    return Q() if user.is_superuser or user.has_role(*SEES_ALL_PUBLICITY) else Q(pk__in=[])


class ChannelQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the channels in the row scope of ``user``."""
        return self.filter(in_scope(user))

    def active(self, on: date) -> Self:
        """Return the channels in use on a date (both days included)."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))

    def mobilised(self) -> Self:
        """Return the self-media and public accounts, which the article counts apart (160多家自媒体、公众号)."""
        return self.filter(kind__in=[ChannelKind.SELF_MEDIA, ChannelKind.PUBLIC_ACCOUNT])


class Channel(models.Model):
    """A channel and who runs it, in use between two dates. Its natural key is the code."""

    code = models.CharField(_("channel number"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=16, choices=ChannelKind)
    operator = models.CharField(_("operator"), max_length=80, blank=True)
    valid_from = models.DateField(_("in use from"), null=True, blank=True)
    valid_to = models.DateField(_("in use until"), null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "kind", "operator"],
                name="channel_once_per_operator",
                violation_error_message=_("This operator already has a channel of this name and kind."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_from__lte=F("valid_to")),
                name="channel_valid_from_before_to",
                violation_error_message=_("The last day in use is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_active(self, on: date) -> bool:
        """Answer what :meth:`ChannelQuerySet.active` answers, for one channel."""
        return (self.valid_from or on) <= on <= (self.valid_to or on)
