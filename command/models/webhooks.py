"""Work chats: the robots of departments' groups, the messages on their way to them, and the log of every attempt."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from command.choices import Role
from command.models.departments import Department
from command.models.users import User
from core.choices import DeliveryState, RobotKind
from core.sealed import SealedField

SEES_WEBHOOKS = (Role.OFFICE, Role.ADMINISTRATOR, Role.AUDITOR)


class WebhookQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "WebhookQuerySet":
        """Return all of them to those who keep or audit them, none to others."""
        return self if user.is_superuser or user.has_role(*SEES_WEBHOOKS) else self.none()

    def active(self) -> "WebhookQuerySet":
        return self.filter(is_active=True)

    def due(self, *, at: datetime) -> "WebhookQuerySet":
        """Return those to which something waits to be sent, and to which nobody is sending at ``at``."""
        waiting = WebhookMessage.objects.filter(webhook=models.OuterRef("pk"), state=DeliveryState.PENDING)
        free = self.active().filter(Q(next_try_at=None) | Q(next_try_at__lte=at), Q(held_until__lte=at))
        return free.filter(models.Exists(waiting))


class Webhook(models.Model):
    """Where a work group hears, once, what the people of its department are told.

    ``address`` and ``secret`` are sealed at rest and never shown: who holds them can speak in the group.
    ``failures`` and ``next_try_at`` are the circuit: while an address fails, only its own messages wait.
    ``held_until`` is the lease of the worker that sends, so that messages stay in order.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=RobotKind)
    address = SealedField(_("address"))
    secret = SealedField(_("secret"), blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="webhooks", verbose_name=_("department"))
    topics = models.JSONField(_("topics"), default=list, blank=True)
    wants_digest = models.BooleanField(_("daily digest"), default=True)
    is_active = models.BooleanField(_("in use"), default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"))
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    next_try_at = models.DateTimeField(_("next try"), null=True, editable=False)
    held_until = models.DateTimeField(_("held until"), editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("work chat")
        verbose_name_plural = _("work chats")
        ordering = ["name"]
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        """The part of the address that may be shown."""
        return urlsplit(self.address).hostname or "—"


class WebhookMessageQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "WebhookMessageQuerySet":
        """Return the messages of the work chats that ``user`` sees."""
        return self if user.is_superuser or user.has_role(*SEES_WEBHOOKS) else self.none()


class WebhookMessage(models.Model):
    """A text on its way to a work chat. ``key`` keeps the same thing from being told twice."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="messages", verbose_name=_("work chat"))
    key = models.CharField(_("key"), max_length=80)
    kind = models.CharField(_("kind"), max_length=40)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    link = models.CharField(_("address in the portal"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("time"))
    state = models.CharField(_("state"), max_length=8, choices=DeliveryState, default=DeliveryState.PENDING)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = WebhookMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to a work chat")
        verbose_name_plural = _("messages to work chats")
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["webhook", "key"], name="webhookmessage_once")]
        indexes = [
            models.Index(fields=["webhook", "id"], name="webhookmessage_waiting", condition=Q(state="pending")),
            models.Index(fields=["created_at"], name="webhookmessage_age"),
        ]

    def __str__(self) -> str:
        return self.subject


class WebhookAttemptQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "WebhookAttemptQuerySet":
        """Return the log of the work chats that ``user`` sees."""
        return self if user.is_superuser or user.has_role(*SEES_WEBHOOKS) else self.none()


class WebhookAttempt(models.Model):
    """One call to a work chat and what it answered."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="attempts", verbose_name=_("work chat"))
    at = models.DateTimeField(_("time"), db_index=True)
    is_taken = models.BooleanField(pgettext_lazy("message", "taken"))
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), null=True)
    messages = models.PositiveIntegerField(_("messages"), default=1)

    objects = WebhookAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt to send")
        verbose_name_plural = _("attempts to send")
        ordering = ["-at", "-id"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["webhook", "-at", "-id"], name="webhookattempt_log")]

    def __str__(self) -> str:
        return f"{self.webhook} {self.at:%Y-%m-%d %H:%M}"
