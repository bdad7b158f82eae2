"""Tokens by which programs of a person use the API. Of the secret only a hash is kept."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from command.choices import Role, TokenScope
from command.models.users import User

SEES_ALL_TOKENS = (Role.ADMINISTRATOR, Role.AUDITOR)


class ApiTokenQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ApiTokenQuerySet":
        """Return the own tokens; administrators and auditors see all."""
        if user.is_superuser or user.has_role(*SEES_ALL_TOKENS):
            return self
        return self.filter(owner=user)

    def valid(self, *, at: datetime) -> "ApiTokenQuerySet":
        """Return those that open the API at ``at``."""
        return self.filter(revoked_at=None, expires_at__gt=at, owner__is_active=True)


class ApiToken(models.Model):
    """A key to the API that acts as its owner, with the owner's roles and row scope, until it expires.

    ``digest`` is the SHA-256 of the secret (32 random bytes need no slow hash); ``beginning`` are the first
    characters of the secret, by which its owner knows it again.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens", verbose_name=_("account")
    )
    name = models.CharField(_("used for"), max_length=60)
    beginning = models.CharField(_("begins with"), max_length=12)
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    scope = models.CharField(pgettext_lazy("right", "may"), max_length=5, choices=TokenScope, default=TokenScope.READ)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-id"]
        default_permissions = ("view",)
        permissions = [("revoke_apitoken", "Can revoke API tokens of anybody")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("created_at")), name="apitoken_expires_later"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    @property
    def may_write(self) -> bool:
        return self.scope == TokenScope.WRITE

    def is_valid(self, *, at: datetime) -> bool:
        """Answer whether the token, by itself, still opens the API."""
        return self.revoked_at is None and self.expires_at > at
