"""QR codes, as the address of an image: nothing is asked of any other server."""

import segno

MODULE_PIXELS = 8


def image(text: str) -> str:
    """Return a QR code of ``text`` as a ``data:`` address of SVG, black on white in every theme.

    A quarter of it may be torn or dirty (level Q): posters hang outdoors.
    """
    return segno.make(text, error="q", micro=False).svg_data_uri(scale=MODULE_PIXELS, light="#fff")
