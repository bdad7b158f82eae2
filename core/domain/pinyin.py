"""Pinyin initials, so that a thing is found by typing ``bjnmsc`` for 北街农贸市场."""

import re
from functools import lru_cache

# Names of a list differ by their numbers and repeat the rest: 长安路医院1号, 长安路医院2号.
_ascii_runs = re.compile(r"([\x00-\x7f]+)")
_others = re.compile(r"[^0-9a-z]+")


def initials(text: str, *, length: int = 60) -> str:
    """Return the first letters of the characters of ``text``; letters and digits stay, in lower case."""
    letters = "".join([run if run.isascii() else _of(run) for run in _ascii_runs.split(text)])
    return _others.sub("", letters.lower())[:length]


@lru_cache(20_000)
def _of(text: str) -> str:
    """Return the first letters of a run without ASCII: the slow part, worth remembering."""
    # Its dictionary takes half a second and 57 MB to load: most processes never ask for it.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors=lambda rest: rest))
