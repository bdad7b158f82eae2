"""QR codes, for pages and papers: nothing is asked of any other server."""

from io import BytesIO

import segno

MODULE_PIXELS = 8


def image(text: str) -> str:
    """Return a QR code of ``text`` as a ``data:`` address of SVG, black on white in every theme.

    A quarter of it may be torn or dirty (level Q): posters hang outdoors.
    """
    return segno.make(text, error="q", micro=False).svg_data_uri(scale=MODULE_PIXELS, light="#fff")


def svg(text: str) -> str:
    """Return a QR code of ``text`` as an SVG document, for a paper (level M)."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=2)
    return drawn.getvalue().decode()
