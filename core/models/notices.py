"""Notices and their outbox. A notice is a row written with what it tells; sending it comes later."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.choices import Channel, DeliveryState


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser) -> "NoticeQuerySet":
        """Return the notices addressed to ``user``."""
        return self.filter(recipient_id=user.pk)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def before(self, at: datetime, pk: int) -> "NoticeQuerySet":
        """Return what comes after that notice in the inbox, which is newest first."""
        return self.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk), created_at__lte=at)


class Notice(models.Model):
    """A sentence for one person, in the portal."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("recipient")
    )
    kind = models.CharField(_("kind"), max_length=40)
    topic = models.CharField(_("topic"), max_length=20, blank=True, editable=False)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    link = models.CharField(_("address in the portal"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("time"), db_index=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notice_inbox"),
            models.Index(fields=["recipient", "topic", "-created_at", "-id"], name="notice_topic"),
            models.Index(fields=["recipient", "-created_at", "-id"], name="notice_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.subject


class Delivery(models.Model):
    """One notice on its way out by one channel. Claimed by a conditional UPDATE, retried with growing pauses."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", verbose_name=_("notice"))
    channel = models.CharField(_("channel"), max_length=20, choices=Channel, default=Channel.EMAIL)
    address = models.CharField(_("address"), max_length=254)
    state = models.CharField(_("state"), max_length=8, choices=DeliveryState, default=DeliveryState.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("outbox")
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["next_try_at"], name="delivery_due", condition=Q(state__in=["pending", "sending"])),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.address}"
