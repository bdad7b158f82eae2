"""Pinyin initials, so that a thing is found by typing ``bjnmsc`` for 北街农贸市场."""

from pypinyin import Style, lazy_pinyin


def initials(text: str, *, length: int = 60) -> str:
    """Return the first letters of the characters of ``text``; letters and digits stay, in lower case."""
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors=lambda rest: rest))
    return "".join(letter for letter in letters.lower() if letter.isascii() and letter.isalnum())[:length]
