"""Rows of the reports themselves; what they report on belongs to the apps below."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from command.choices import Role
from command.models import Area, User

KEEPS_SCREENS = (Role.OFFICE, Role.ADMINISTRATOR)


class ScreenAddressQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ScreenAddressQuerySet":
        """Return all to those who keep screens and to auditors, none to others."""
        sees_all = user.is_superuser or user.has_role(*KEEPS_SCREENS, Role.AUDITOR)
        return self if sees_all else self.none()

    def in_use(self) -> "ScreenAddressQuerySet":
        return self.filter(revoked_at=None)


class ScreenAddress(models.Model):
    """An address that opens the big screen, and nothing else, without a log-in, until it is revoked.

    ``digest`` is the SHA-256 of the secret in the address (32 random bytes need no slow hash).
    """

    name = models.CharField(_("where the screen hangs"), max_length=60)
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="screen_addresses", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("created at"))
    last_seen_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ScreenAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("screen address")
        verbose_name_plural = _("screen addresses")
        ordering = ["-id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name


class TownOutline(models.Model):
    """The boundary of a town from a file: a GeoJSON MultiPolygon in WGS-84. Without any, outlines are derived."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="outline", verbose_name=_("area"))
    geometry = models.JSONField(_("boundary"))
    loaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("boundary of a town")
        verbose_name_plural = _("boundaries of towns")
        ordering = ["area__code"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.area)
