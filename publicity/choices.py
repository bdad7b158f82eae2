"""Choices of publicity."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChannelKind(models.TextChoices):
    """Kinds of channel (article, 舆论宣传: 市主流媒体、自媒体、公众号)."""

    MAINSTREAM = "mainstream", _("mainstream media")
    SELF_MEDIA = "self_media", _("self-media")
    PUBLIC_ACCOUNT = "public_account", _("public account")


class ItemKind(models.TextChoices):
    ARTICLE = "article", _("article")
    ADVERTISEMENT = "advertisement", _("public-service advertisement")
    VIDEO = "video", _("video clip")
    POSTER = "poster", _("poster")


class MediaLevel(models.TextChoices):
    """The level of the medium that published an item."""

    NATIONAL = "national", _("national level")
    PROVINCIAL = "provincial", _("provincial level")
    CITY = "city", _("city level")
