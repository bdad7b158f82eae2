"""Kinds are data: the office adds what the city has. Figures name them by ``key``."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AbstractKind(models.Model):
    """A kind of something, in the order in which pages list it."""

    key = models.SlugField(_("key"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    sort = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["sort", "name"]

    def __str__(self) -> str:
        return self.name


class TeamKind(AbstractKind):
    """A kind of team, such as 夕阳红."""

    class Meta(AbstractKind.Meta):
        verbose_name = _("kind of team")
        verbose_name_plural = _("kinds of team")


class ActivityKind(AbstractKind):
    """A kind of activity, such as 义务劳动."""

    class Meta(AbstractKind.Meta):
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")
