"""Papers: a template of ours, filled with data, as PDF.

The template is Typst; data reach it as JSON, so that whatever somebody typed stands on paper as it was typed. Fonts are
the portal's own: a paper looks the same on every machine, and no machine needs fonts.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

# Templates are read below here, and nothing else is.
ROOT = Path(__file__).parent.parent
FONTS = Path(__file__).parent / "assets" / "fonts"
PDF = "application/pdf"


def pdf(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return the paper that ``template`` (a path below the project, such as ``reports/papers/briefing.typ``) makes.

    ``data`` must be JSON; the template finds it in ``sys.inputs.data``. ``at`` is the paper's time: the same data make
    the same bytes. A template that fails is a ``TypstError``.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    moment = at.replace(microsecond=0)
    return typst.compile(str(ROOT / template), root=str(ROOT), font_paths=_fonts(), sys_inputs=inputs, timestamp=moment)


@cache
def _fonts() -> typst.Fonts:
    """Return the portal's fonts, found once in the life of a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
