"""Photos that wait with a form."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from inspections.domain import uploads
from inspections.models import PendingPhoto

pytestmark = pytest.mark.django_db


def waiting(cast) -> PendingPhoto:
    row = PendingPhoto(owner=cast.inspector, file_name="a.jpg", sha256="0" * 64)
    row.file.save("a.jpg", ContentFile(b"photo"))
    return row


def test_a_photo_whose_form_was_never_sent_is_forgotten_after_a_week(cast):
    old, new = waiting(cast), waiting(cast)
    PendingPhoto.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=8))
    assert uploads.forget(at=timezone.now()) == 1
    assert list(PendingPhoto.objects.all()) == [new]
    assert (old.file.storage.exists(old.file.name), new.file.storage.exists(new.file.name)) == (False, True)
