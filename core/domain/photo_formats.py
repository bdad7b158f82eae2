"""The image formats that are taken, told apart by their first bytes, and whether a file of them is whole.

Each is opened with its own decoder: nothing guesses, and nothing but a header is read.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import IO, cast

from PIL import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

Opener = Callable[[IO[bytes]], ImageFile.ImageFile]
CHUNK = 1 << 20
JPEG_SCAN, JPEG_END = 0xDA, b"\xff\xd9"
JPEG_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}


@dataclass(frozen=True)
class Format:
    """A format: its name, the ending of its files, how it is recognised, opened, and known to be whole."""

    name: str
    suffix: str
    recognise: Callable[[bytes], bool]
    open: Opener
    is_whole: Callable[[IO[bytes], int], bool]


def of(file: IO[bytes]) -> Format | None:
    """Return the format of ``file``, or None for one that is not taken. The file is left at its start."""
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    return next((known for known in FORMATS if known.recognise(head)), None)


def takes(name: str) -> bool:
    """Answer whether photos of the format can be read here."""
    return any(known.name == name for known in FORMATS)


def _jpeg_is_whole(file: IO[bytes], size: int) -> bool:
    """Answer whether the end marker follows the scan; what phones append after it is their business."""
    file.seek(2)
    while marker := file.read(2):
        if len(marker) < 2 or marker[0] != 0xFF:
            return False
        if marker[1] == JPEG_SCAN:
            return _found(file, JPEG_END)
        if marker[1] == 0xFF:
            file.seek(-1, 1)
        elif marker[1] not in JPEG_WITHOUT_LENGTH:
            length = file.read(2)
            file.seek(int.from_bytes(length, "big") - 2, 1)
    return False


def _found(file: IO[bytes], wanted: bytes) -> bool:
    """Search from the present position on, a piece at a time."""
    rest = b""
    while piece := file.read(CHUNK):
        if wanted in rest + piece:
            return True
        rest = piece[-len(wanted) + 1 :]
    return False


def _png_is_whole(file: IO[bytes], size: int) -> bool:
    """Walk the chunks to IEND."""
    position = 8
    while position + 12 <= size:
        file.seek(position)
        length, kind = struct.unpack(">I4s", file.read(8))
        if kind == b"IEND":
            return True
        position += 12 + length
    return False


def _webp_is_whole(file: IO[bytes], size: int) -> bool:
    file.seek(4)
    return size >= 8 + int(struct.unpack("<I", file.read(4))[0])


def _heic_is_whole(file: IO[bytes], size: int) -> bool:
    """Walk the top boxes: the last must end where the file ends."""
    position = 0
    while position + 8 <= size:
        file.seek(position)
        length = int.from_bytes(file.read(4), "big")
        if length == 1:
            file.seek(4, 1)
            length = int.from_bytes(file.read(8), "big")
        position += length or size - position
    return position == size


def _open_heic(file: IO[bytes]) -> ImageFile.ImageFile:
    from pillow_heif import HeifImageFile

    return cast(ImageFile.ImageFile, HeifImageFile(file))


FORMATS = [
    Format("JPEG", ".jpg", lambda head: head.startswith(b"\xff\xd8\xff"), JpegImageFile, _jpeg_is_whole),
    Format("PNG", ".png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), PngImageFile, _png_is_whole),
    Format("WebP", ".webp", lambda h: h[:4] == b"RIFF" and h[8:12] == b"WEBP", WebPImageFile, _webp_is_whole),
]
# HEIC needs pillow-heif, whose wheel carries a GPL encoder: a city adds it if its phones need it.
if find_spec("pillow_heif"):
    FORMATS.append(
        Format("HEIC", ".heic", lambda h: h[4:8] == b"ftyp" and h[8:12] in HEIC_BRANDS, _open_heic, _heic_is_whole)
    )
