"""Uploaded photos: a cheap check while the person waits, and the slow work afterwards.

:func:`check` decodes nothing: it reads the header and looks for the end. :func:`prepare`, in the background,
decodes once, reads time and place, and writes the copies that pages show.
"""

import hashlib
import struct
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, cast

from django.conf import settings
from django.core.files import File
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from core.choices import PhotoState
from core.domain import exif, photo_copies, photo_formats
from core.domain.photo_formats import Format
from core.errors import UnreadablePhoto
from core.models import AbstractPhoto

DISPLAY_SIDE, DISPLAY_QUALITY = 1920, 85
THUMBNAIL_SIDE, THUMBNAIL_QUALITY = 320, 80
# What :func:`prepare` writes of a photo.
PREPARED = ["display", "thumbnail", "width", "height", "taken_at", "longitude", "latitude", "state", "error"]
CHUNK = 1 << 20
NAME_LENGTH = 100


@dataclass(frozen=True)
class CheckedPhoto:
    """A file that is a whole photo of a known format and of bearable size. Width and height are the header's."""

    file: File
    name: str
    format: str
    width: int
    height: int
    sha256: str

    @property
    def suffix(self) -> str:
        return PurePath(self.name).suffix


def check(upload: File) -> CheckedPhoto:
    """Return what is known of an uploaded file, or raise ``UnreadablePhoto`` with a sentence for its sender.

    JPEG, PNG and WebP (and HEIC where pillow-heif is installed), whole, of one picture, within
    ``PHOTO_MAX_BYTES`` and ``PHOTO_MAX_PIXELS``. The file is left at its start.
    """
    name = PurePath(upload.name or "").name
    if upload.size > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // (1024 * 1024)
        raise UnreadablePhoto(_("“%(name)s” is larger than %(limit)d MB.") % {"name": name, "limit": limit})
    stream = cast(IO[bytes], upload)
    kind = _format(stream, name)
    width, height = _size(stream, kind, name)
    if not kind.is_whole(stream, upload.size):
        raise UnreadablePhoto(_("“%(name)s” is incomplete: its end is missing. Send it again.") % {"name": name})
    return CheckedPhoto(upload, _tidy(name, kind), kind.name, width, height, _sha256(stream))


def prepare(photo: AbstractPhoto) -> AbstractPhoto:
    """Write the display copy and the thumbnail of a stored photo, and read its time and place.

    The photo becomes READY, or FAILED with a sentence; the original is kept in every case. A photo that is
    READY already is left alone, so that a repeated job does nothing.
    """
    if photo.state == PhotoState.READY:
        return photo
    try:
        with photo.original.open("rb") as original:
            _make_copies(photo, cast(IO[bytes], original))
        photo.state, photo.error = PhotoState.READY, ""
    except UnreadablePhoto as refusal:
        _forget_copies(photo)
        photo.state, photo.error = PhotoState.FAILED, str(refusal)
    photo.save(update_fields=PREPARED)
    return photo


def _make_copies(photo: AbstractPhoto, original: IO[bytes]) -> None:
    kind = _format(original, photo.file_name)
    try:
        with kind.open(original) as image:
            shot = exif.read(image.getexif())
            display = photo_copies.decoded(image, DISPLAY_SIDE)
    except (OSError, SyntaxError, ValueError, struct.error) as error:
        # What Pillow's decoders raise about a picture that is broken inside.
        raise UnreadablePhoto(_("The picture is damaged and cannot be shown.")) from error
    photo.taken_at, photo.longitude, photo.latitude = shot.taken_at, shot.longitude, shot.latitude
    photo.display.save(f"{photo.pk}.jpg", photo_copies.as_jpeg(display, DISPLAY_QUALITY), save=False)
    photo.width, photo.height = display.size
    photo_copies.shrink(display, THUMBNAIL_SIDE)
    photo.thumbnail.save(f"{photo.pk}.jpg", photo_copies.as_jpeg(display, THUMBNAIL_QUALITY), save=False)


def _forget_copies(photo: AbstractPhoto) -> None:
    for copy in (photo.display, photo.thumbnail):
        copy.delete(save=False)


def _format(stream: IO[bytes], name: str) -> Format:
    kind = photo_formats.of(stream)
    if kind is None:
        taken = "、".join(known.name for known in photo_formats.FORMATS)
        words = {"name": name, "formats": taken}
        raise UnreadablePhoto(_("“%(name)s” is not a photo. These can be sent: %(formats)s.") % words)
    return kind


def _size(stream: IO[bytes], kind: Format, name: str) -> tuple[int, int]:
    """Return width and height from the header, having refused what is too large or moves."""
    try:
        image = kind.open(stream)
    except Exception as error:
        # A decoder meets a broken header with whatever error it likes.
        raise UnreadablePhoto(_("“%(name)s” is damaged and cannot be read.") % {"name": name}) from error
    width, height = image.size
    if width * height > settings.PHOTO_MAX_PIXELS:
        words = {"name": name, "width": width, "height": height}
        raise UnreadablePhoto(_("“%(name)s” is too large: %(width)d × %(height)d pixels.") % words)
    if getattr(image, "is_animated", False) and kind.name != "JPEG":
        raise UnreadablePhoto(_("“%(name)s” is an animation, not a photo.") % {"name": name})
    return width, height


def _tidy(name: str, kind: Format) -> str:
    """Return a name safe to store under, with the ending of what the file really is."""
    stem = get_valid_filename(PurePath(name).stem or "photo")
    return stem[:NAME_LENGTH] + kind.suffix


def _sha256(stream: IO[bytes]) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while piece := stream.read(CHUNK):
        digest.update(piece)
    stream.seek(0)
    return digest.hexdigest()
