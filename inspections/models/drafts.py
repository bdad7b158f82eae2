"""Drafts that a browser has kept and sent: what became of each, so that none is logged twice."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from command.models import User
from inspections.models.tickets import Ticket


class SentDraftQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "SentDraftQuerySet":
        """Return what ``user`` has sent."""
        return self.filter(owner_id=user.pk)


class SentDraft(models.Model):
    """A draft that has become a ticket, or has been added to an open one. Written in the transaction that does it.

    The browser makes the key. It is never forgotten: a laptop may lie in a drawer for weeks with an answer that
    it never got.
    """

    id = models.UUIDField(_("key"), primary_key=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account"))
    # Empty only inside the transaction that claims the key.
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="+", verbose_name=_("ticket"))
    was_added = models.BooleanField(_("added to an open ticket"), default=False)
    sent_at = models.DateTimeField(_("sent at"))

    objects = SentDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("sent draft")
        verbose_name_plural = _("sent drafts")
        default_permissions = ()
        indexes = [models.Index(fields=["owner", "-sent_at"], name="sentdraft_owner")]

    def __str__(self) -> str:
        return str(self.id)
