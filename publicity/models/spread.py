"""How far an item went: how often it was broadcast (次) and how often it was read (人次)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext_lazy as _

from command.models import User
from publicity.models.channels import Channel, in_scope
from publicity.models.items import Item


class BroadcastQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the broadcasts in the row scope of ``user``."""
        return self.filter(in_scope(user))

    def items(self) -> int:
        """Count the different items that were broadcast (条)."""
        return self.values("item_id").distinct().count()

    def times(self) -> int:
        """Sum how often they were broadcast (次)."""
        return self.aggregate(total=Sum("times", default=0))["total"]


class Broadcast(models.Model):
    """How often a channel broadcast an item on one day."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="broadcasts", verbose_name=_("publicity item"))
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="broadcasts", verbose_name=_("channel"))
    date = models.DateField(_("date"), db_index=True)
    times = models.PositiveIntegerField(_("times"))

    objects = BroadcastQuerySet.as_manager()

    class Meta:
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")
        ordering = ["-date", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "channel", "date"],
                name="broadcast_once_per_day_and_channel",
                violation_error_message=_("This day is already recorded for the channel."),
            ),
            models.CheckConstraint(
                condition=Q(times__gte=1),
                name="broadcast_at_least_once",
                violation_error_message=_("An item is broadcast at least once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.channel} {self.times}"


class ReadershipQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the snapshots in the row scope of ``user``."""
        return self.filter(in_scope(user))

    def last_of_each(self, before: datetime | None = None) -> Self:
        """Return the last snapshot of each item, optionally the last one before a moment."""
        snapshots = self.filter(at__lt=before) if before else self
        last = snapshots.filter(item=OuterRef("pk")).order_by("-at").values("pk")[:1]
        return self.filter(pk__in=Item.objects.annotate(last=Subquery(last)).values("last"))

    def reads(self, before: datetime | None = None) -> int:
        """Sum the last snapshots (人次, never 人): snapshots are running totals, so only the last one counts."""
        return self.last_of_each(before).aggregate(total=Sum("reads", default=0))["total"]

    def with_change(self) -> Self:
        """Annotate ``change``: the readings since the snapshot before. Below zero: the platform took some back."""
        before = Window(Lag("reads"), partition_by=F("item_id"), order_by=F("at").asc())
        return self.annotate(change=F("reads") - before)


class Readership(models.Model):
    """A snapshot: how often an item had been read at a moment. A falling number is kept, and shown as such."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="readership", verbose_name=_("publicity item"))
    at = models.DateTimeField(_("time"))
    reads = models.PositiveBigIntegerField(_("readings"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )

    objects = ReadershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("readership")
        verbose_name_plural = _("readership")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "at"],
                name="readership_once_per_moment",
                violation_error_message=_("The readership at this moment is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.reads}"
