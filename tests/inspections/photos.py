"""Small real photos for tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def photo(name: str = "photo.jpg", *, size: tuple[int, int] = (64, 48), colour: str = "green", **options):
    """Return an upload of a drawn JPEG."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "JPEG", **options)
    return SimpleUploadedFile(name, stream.getvalue(), "image/jpeg")
