"""Notices and their outbox. A notice is a row written with what it tells; sending it comes later."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.choices import Channel, DeliveryState, Pace


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


class NoticeChoiceQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser) -> "NoticeChoiceQuerySet":
        """Return what ``user`` has chosen."""
        return self.filter(owner_id=user.pk)


class NoticeChoice(models.Model):
    """How a person wants e-mail about a topic. Without a row the topic's own pace holds."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    topic = models.CharField(_("topic"), max_length=20)
    pace = models.CharField(_("e-mail"), max_length=6, choices=Pace)

    objects = NoticeChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice about notices")
        verbose_name_plural = _("choices about notices")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["owner", "topic"], name="noticechoice_once")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.pace}"


class DigestQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser) -> "DigestQuerySet":
        """Return the digests of ``user``."""
        return self.filter(recipient_id=user.pk)


class Digest(models.Model):
    """What a person was told in one e-mail on one day. Without a subject there was nothing to say."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("recipient")
    )
    day = models.DateField(_("day"))
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    created_at = models.DateTimeField(_("time"))

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("daily digest")
        verbose_name_plural = _("daily digests")
        default_permissions = ("view",)
        ordering = ["-day", "-id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "day"], name="digest_once_a_day")]
        indexes = [models.Index(fields=["day"], name="digest_day")]

    def __str__(self) -> str:
        return self.subject or str(self.day)


class Delivery(models.Model):
    """An e-mail on its way out, of a notice or a digest. Claimed by a conditional UPDATE, tried again with pauses."""

    notice = models.ForeignKey(
        Notice, models.CASCADE, null=True, blank=True, related_name="deliveries", verbose_name=_("notice")
    )
    digest = models.ForeignKey(
        Digest, models.CASCADE, null=True, blank=True, related_name="deliveries", verbose_name=_("daily digest")
    )
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
            models.Index(fields=["sent_at"], name="delivery_sent", condition=Q(state="sent")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice=None, digest__isnull=False) | Q(notice__isnull=False, digest=None),
                name="delivery_of_one_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.address}"
