"""Items: articles, advertisements, videos, posters."""

from datetime import datetime
from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from command.models import User
from publicity.choices import ItemKind, MediaLevel
from publicity.models.channels import Channel, in_scope

WEB_ADDRESS = URLValidator(["http", "https"])


class ItemQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the items in the row scope of ``user``."""
        return self.filter(in_scope(user))

    def published(self) -> Self:
        """Return the items that are out: published and not withdrawn."""
        return self.filter(published_at__isnull=False, withdrawn_at=None)

    def originals(self) -> Self:
        """Return the items that are no reprints: what an article count counts."""
        return self.filter(reprint_of=None)

    def published_between(self, since: datetime, before: datetime) -> Self:
        """Return the items published in a half-open stretch of time and not withdrawn."""
        return self.published().filter(published_at__gte=since, published_at__lt=before)


class Item(models.Model):
    """An item in one channel. Its natural key is the code.

    A reprint names the original and is never counted beside it; its readers are its own.
    An item without ``published_at`` is a draft.
    """

    code = models.CharField(_("item number"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=ItemKind, default=ItemKind.ARTICLE)
    title = models.CharField(_("title"), max_length=200)
    level = models.CharField(_("level of the medium"), max_length=12, choices=MediaLevel, default=MediaLevel.CITY)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="items", verbose_name=_("channel"))
    url = models.CharField(_("web address"), max_length=500, blank=True, validators=[WEB_ADDRESS])
    reprint_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reprints", verbose_name=_("reprint of")
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("publicity item")
        verbose_name_plural = _("publicity items")
        ordering = [F("published_at").desc(nulls_first=True), "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reprint_of=None) | ~Q(reprint_of=F("id")),
                name="item_no_reprint_of_itself",
                violation_error_message=_("An item cannot be a reprint of itself."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(published_at__isnull=False, withdrawn_at__gte=F("published_at")),
                name="item_withdrawn_after_published",
                violation_error_message=_("Only a published item can be withdrawn."),
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="item_newest_first"),
            models.Index(fields=["kind", "published_at"], name="item_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None
