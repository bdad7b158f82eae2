"""Tables as text: comma, semicolon or tab, in the encodings that offices use. No Django here."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from inspect_file import Unreadable

MAX_CELL = 100_000
# Bytes that no text has: what is full of them is a picture or a program.
NOT_TEXT = bytes({*range(9), 14, 15, *range(16, 27), *range(28, 32)})
OTHER_KINDS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"GIF8", b"\xff\xd8", b"<!DOCTYPE", b"<html")
BOMS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]


def open_text(path: str) -> tuple[dict, Iterator[list[str]]]:
    """Return what is known of the file, and its rows."""
    content = Path(path).read_bytes()
    text, encoding = decode(content)
    csv.field_size_limit(MAX_CELL)
    delimiter = guess_delimiter(text[:20_000])
    info = {"encoding": encoding, "sheet": "", "rows": text.count("\n") + (not text.endswith("\n"))}
    return info, rows_of(text, delimiter)


def rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield rows; a broken quotation that swallows the file is told, not swallowed."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise Unreadable("broken_csv") from None


def decode(content: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding: by BOM, else UTF-8, UTF-16 without BOM, or GB18030."""
    if content.startswith(OTHER_KINDS):
        raise Unreadable("no_table")
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _strictly(content, encoding), encoding
    if b"\0" in content[:2000]:
        encoding = _utf16_without_bom(content)
        return _strictly(content, encoding), encoding
    if looks_binary(content):
        raise Unreadable("no_table")
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable("no_table")


def looks_binary(content: bytes) -> bool:
    """Answer whether the beginning has more control bytes than a typing error explains."""
    head = content[:4000]
    return len(head) - len(head.translate(None, NOT_TEXT)) > len(head) // 50


def _utf16_without_bom(content: bytes) -> str:
    """Return the byte order in which commas, digits and line ends are characters."""
    even, odd = content[:2000:2].count(0), content[1:2000:2].count(0)
    if not (even or odd) or len(content) % 2 or min(even, odd) * 4 > max(even, odd):
        raise Unreadable("no_table")
    return "utf-16-be" if even > odd else "utf-16-le"


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("damaged_text", encoding=encoding) from None


def guess_delimiter(sample: str) -> str:
    """Return the separator that the first lines have most of."""
    counts = {delimiter: sample.count(delimiter) for delimiter in ",\t;"}
    return max(counts, key=lambda delimiter: counts[delimiter])
