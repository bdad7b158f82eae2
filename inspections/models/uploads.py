"""Photos that came with a form which could not be carried out. They wait here, so that nobody uploads them twice."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from command.models import User

# Longer than any form stays open: a week of leave.
KEPT_FOR = timedelta(days=7)


class PendingPhotoQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "PendingPhotoQuerySet":
        """Return what ``user`` has uploaded."""
        return self.filter(owner_id=user.pk)

    def forgotten(self, *, at: datetime) -> "PendingPhotoQuerySet":
        """Return those whose form was never sent again."""
        return self.filter(uploaded_at__lt=at - KEPT_FOR)


class PendingPhoto(models.Model):
    """An uploaded photo whose form has yet to be sent again. Seen by its owner only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("uploaded by"))
    file = models.FileField(_("file"), upload_to="photos/pending/%Y/%m/", max_length=200)
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True, db_index=True)

    objects = PendingPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting photo")
        verbose_name_plural = _("waiting photos")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name
