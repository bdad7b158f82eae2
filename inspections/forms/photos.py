"""Photos in forms: several at once, and kept on the server when the rest of the form cannot be carried out."""

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from command.models import User
from core.domain import photos
from core.domain.photos import CheckedPhoto
from core.errors import UnreadablePhoto
from inspections.models import PendingPhoto


class PhotoForm(forms.Form):
    """A form with photo fields. ``photo_fields`` names them; for each, ``<name>_kept`` carries what waits."""

    photo_fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.checked: dict[str, list[CheckedPhoto]] = {}
        self.kept: dict[str, list[PendingPhoto]] = {}

    def clean(self) -> dict[str, Any] | None:
        for name in self.photo_fields:
            self.kept[name] = self._waiting(name)
            self.checked[name] = list(self._readable(name, self.cleaned_data.get(name) or []))
        return super().clean()

    def _waiting(self, name: str) -> list[PendingPhoto]:
        ids = self.data.getlist(f"{name}_kept") if hasattr(self.data, "getlist") else []
        valid = [value for value in ids if len(value) == 36]
        return list(PendingPhoto.objects.visible_to(self.user).filter(pk__in=valid))

    def _readable(self, name: str, uploads: Iterable[UploadedFile]) -> Iterable[CheckedPhoto]:
        for upload in uploads:
            try:
                yield photos.check(upload)
            except UnreadablePhoto as error:
                self.add_error(name, str(error))

    def uploads(self, name: str = "photos") -> list[CheckedPhoto]:
        """Return the photos of a field: those that waited, then the new ones."""
        waited = [photos.check(File(kept.file, name=kept.file_name)) for kept in self.kept.get(name, [])]
        return waited + self.checked.get(name, [])

    def keep(self) -> None:
        """Keep the new photos on the server, because the form goes back to the person."""
        for name, new in self.checked.items():
            self.kept[name] += [self._store(photo) for photo in new]
            self.checked[name] = []
        self._close()

    def _close(self) -> None:
        for _name, row in self.kept_photos:
            row.file.close()

    def _store(self, photo: CheckedPhoto) -> PendingPhoto:
        photo.file.seek(0)
        row = PendingPhoto(owner=self.user, file_name=photo.name, sha256=photo.sha256)
        row.file.save(f"{row.pk}{photo.suffix}", photo.file)
        return row

    def forget(self) -> None:
        """Remove what waited, because the form has been carried out."""
        self._close()
        for _name, row in self.kept_photos:
            row.delete()
            transaction.on_commit(partial(row.file.delete, save=False))

    @property
    def kept_photos(self) -> list[tuple[str, PendingPhoto]]:
        """Pairs of field name and waiting photo, for the page."""
        return [(name, row) for name, rows in self.kept.items() for row in rows]
