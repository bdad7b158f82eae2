"""Text of a cell: numbers as they are shown, spaces, characters that no name contains."""

import re

# C0 and C1 controls but tab and line ends, line and paragraph separators, marks that turn the writing around.
CONTROL = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff"
# Characters that are pasted along unseen: zero-width ones and the byte order mark.
UNSEEN = "\\u200b-\\u200f\\u2060-\\u2064\\ufeff\\u00ad"
# Below this a number of a workbook is exact to the last digit.
EXACT = 1e15
FORMULA = re.compile(r"[=+\-@＝].", re.DOTALL)

_control = re.compile(f"[{CONTROL}]").search
_all_control = re.compile(f"[{CONTROL}]")
_breaks = re.compile(r"\s*[\t\r\n]+\s*")
_unseen = re.compile(f"[{UNSEEN}]")


def as_text(cell: object) -> str:
    """Return a cell as the office program shows it: a whole number has no ``.0``."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    return str(cell)


def visible(cell: object, length: int) -> str:
    """Return the beginning of a cell as it can be shown and stored: control characters as �."""
    return _all_control.sub("�", as_text(cell)[:length])


def has_control(text: str) -> bool:
    """Answer whether the text holds a control character."""
    return _control(text) is not None


def tidy_spaces(text: str) -> str:
    """Return the text without blanks around, with line breaks as one blank and unseen characters gone."""
    return _breaks.sub(" ", _unseen.sub("", text).strip()).strip()
