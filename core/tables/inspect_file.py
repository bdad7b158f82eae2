"""What a file is, by its content, and whether it is safe to open. Used by the reading process alone: no Django."""

import zipfile
from pathlib import Path

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream of an encrypted xlsx inside its OLE container ([MS-OFFCRYPTO] 2.3.4.4), in UTF-16LE.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Unreadable(Exception):
    """A file that cannot be read; ``key`` names the sentence."""

    def __init__(self, key: str, **details: object) -> None:
        super().__init__(key)
        self.key = key
        self.details = details


def kind_of(path: str, limits: dict) -> str:
    """Return ``xlsx``, ``ods``, ``xls`` or ``text``; raise :class:`Unreadable` for anything unsafe."""
    with Path(path).open("rb") as file:
        head = file.read(8)
    if not head.strip():
        raise Unreadable("empty")
    if head.startswith(ZIP):
        return _kind_of_zip(path, limits)
    if head == OLE:
        return _kind_of_ole(path)
    return "text"


def _kind_of_zip(path: str, limits: dict) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = {info.filename: info.file_size for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable("damaged") from None
    if sum(members.values()) > limits["unpacked"]:
        raise Unreadable("zip_bomb", limit=limits["unpacked"] // 2**20)
    if "xl/workbook.xml" in members or "xl/workbook.bin" in members:
        return "xlsx"
    if "content.xml" in members and "mimetype" in members:
        return "ods"
    raise Unreadable("no_table")


def _kind_of_ole(path: str) -> str:
    if ENCRYPTED in Path(path).read_bytes():
        raise Unreadable("encrypted")
    return "xls"
