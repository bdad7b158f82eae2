"""From a stored original to the pictures that pages show: few pixels decoded, little memory, nothing private kept."""

import io

from django.core.files.base import ContentFile
from PIL import Image
from PIL.ExifTags import Base
from PIL.ImageFile import ImageFile

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decoded(image: ImageFile, side: int) -> Image.Image:
    """Decode no more pixels than are shown, upright, on white, in RGB, without anything that is not picture."""
    image.draft("RGB", fitted(image.size, side))
    orientation = image.getexif().get(Base.Orientation, 1)
    shrink(image, side)
    picture = _opaque(image)
    turn = TURNS.get(orientation)
    return picture.transpose(turn) if turn is not None else picture


def fitted(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Return the size of the copy. A draft of a square would be no draft: the shorter side decides it."""
    scale = min(1, side / max(size))
    return max(int(size[0] * scale), 1), max(int(size[1] * scale), 1)


def _opaque(image: Image.Image) -> Image.Image:
    """Return the picture in RGB; what is transparent becomes white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    paper = Image.new("RGB", layered.size, "white")
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper


def as_jpeg(picture: Image.Image, quality: int) -> ContentFile:
    """Return the picture as a JPEG without any comment, profile or EXIF that came with it."""
    """Return the picture as a JPEG without any information besides its pixels."""
    clean = Image.frombytes("RGB", picture.size, picture.tobytes()) if picture.info else picture
    stream = io.BytesIO()
    clean.save(stream, "JPEG", quality=quality)
    return ContentFile(stream.getvalue())


def shrink(picture: Image.Image, side: int) -> None:
    """Make the picture no longer than ``side`` pixels on its longer side, in place."""
    picture.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=None)
