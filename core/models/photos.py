"""What every stored photo has. Apps add what it shows and who may see it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import PhotoState


class AbstractPhoto(models.Model):
    """An uploaded photo: the original as it came, and the prepared copies that pages show.

    STORED → READY, or FAILED with a sentence; the original is kept in every case.
    Copies are re-encoded and carry no EXIF; time and place are read from the original first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    original = models.FileField(_("original"), upload_to="photos/originals/%Y/%m/", max_length=200)
    display = models.FileField(_("display copy"), upload_to="photos/display/%Y/%m/", max_length=200, blank=True)
    thumbnail = models.FileField(_("thumbnail"), upload_to="photos/thumbnails/%Y/%m/", max_length=200, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    sha256 = models.CharField(_("fingerprint"), max_length=64, db_index=True)
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=PhotoState, default=PhotoState.STORED)
    error = models.CharField(_("error"), max_length=200, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uploaded by")
    )

    class Meta:
        abstract = True
