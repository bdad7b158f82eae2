"""What a phone does with a code: look at a picture of it and read the address."""

import io
import tempfile
from pathlib import Path

import typst
import zxingcpp
from PIL import Image

SHEET = '#set page(margin: 0pt)\n#image("shown.{kind}", width: 100%)'


def read(picture: bytes) -> str:
    """Return the text of the one code in a picture, such as a screenshot."""
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return code.text


def read_svg(drawing: bytes) -> str:
    """Return the text of the one code in a drawing."""
    return read(_pictured(drawing, "svg"))


def read_paper(paper: bytes) -> str:
    """Return the text of the one code on the first page of a PDF, as it is printed."""
    return read(_pictured(paper, "pdf"))


def _pictured(content: bytes, kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / f"shown.{kind}").write_bytes(content)
        sheet = place / "sheet.typ"
        sheet.write_text(SHEET.format(kind=kind))
        return typst.compile(str(sheet), format="png")
