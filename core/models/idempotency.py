"""Answers to writes that carry an idempotency key: the same request, sent again, gets the same answer."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=7)


class KeptAnswerQuerySet(models.QuerySet):
    def forgotten(self, *, at: datetime) -> "KeptAnswerQuerySet":
        """Return those that nobody will ask for again."""
        return self.filter(created_at__lt=at - KEPT_FOR)


class KeptAnswer(models.Model):
    """What was answered to a key of an account. Written in the transaction of the write itself.

    ``fingerprint`` is the SHA-256 of the request: the key with another request is a mistake of the caller.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    key = models.CharField(_("key"), max_length=100)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    body = models.TextField(_("answer"), null=True)
    headers = models.JSONField(_("headers"), default=dict)
    created_at = models.DateTimeField(_("created at"), db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="keptanswer_key_once")]

    def __str__(self) -> str:
        return self.key
