"""What a cell may hold. A cleaner turns a cell into a value that JSON can hold, or says why not.

``bind(lookups)`` returns two functions. ``fast(cell)`` answers the value of a cell that needs nothing,
and None for any other: a list has a hundred thousand of the first kind. ``slow(cell)`` is asked for the
rest and returns a value, None for a blank, or a :class:`Tidied`; or raises :class:`Bad`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from django.utils.translation import gettext as _

from core.imports.textual import CONTROL, EXACT, FORMULA, UNSEEN, as_text, has_control, tidy_spaces

Cell = str | float | int | bool
Fast = Callable[[Cell], object]
Slow = Callable[[Cell], object]


class Bad(Exception):
    """A cell that cannot be taken. The text is a sentence fragment for the clerk."""


@dataclass(frozen=True)
class Tidied:
    """A value that was put in order, and how it is shown."""

    value: object
    shown: str


@dataclass(frozen=True)
class Lookup:
    """Names that a cell may hold, and what each stands for. Nicknames map to one of the names."""

    names: Mapping[str, object]
    nicknames: Mapping[str, str] = field(default_factory=dict)


Lookups = Mapping[str, Lookup]


class Cleaner:
    """Base of all cleaners."""

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        raise NotImplementedError

    def options(self, lookups: Lookups) -> list[str]:
        """Return the words of the drop-down in the template workbook; empty where anything goes."""
        return []

    def shown(self, value: object, lookups: Lookups) -> str:
        """Return a stored value as a person reads it."""
        return "" if value is None else str(value)


def checked_text(cell: Cell) -> tuple[str, bool]:
    """Return a cell as safe text and whether spaces were taken away; refuse formulas and control characters."""
    raw = as_text(cell)
    if has_control(raw):
        raise Bad(_("contains a control character"))
    text = tidy_spaces(raw)
    if FORMULA.match(text) and not _is_number(text):
        raise Bad(_("looks like a formula"))
    return text, text != raw


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Text(Cleaner):
    """Free text of at most ``max_length`` characters. Spaces around and line breaks are tidied."""

    max_length: int = 200

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        edge = rf"[^\s{CONTROL}{UNSEEN}]"
        middle = rf"(?:[^\t\r\n{CONTROL}{UNSEEN}]{{0,{self.max_length - 2}}}{edge})?" if self.max_length > 1 else ""
        match = re.compile(rf"(?![=+\-@＝]){edge}{middle}").fullmatch

        def fast(cell: Cell) -> object:
            return cell if cell.__class__ is str and match(cell) else None  # type: ignore[arg-type]

        return fast, self._slow

    def _slow(self, cell: Cell) -> object:
        text, tidied = checked_text(cell)
        self._check(text)
        return Tidied(text, text) if tidied and text else text or None

    def _check(self, text: str) -> None:
        if len(text) > self.max_length:
            raise Bad(
                _("is longer than %(limit)s characters (%(length)s)") % {"limit": self.max_length, "length": len(text)}
            )


@dataclass(frozen=True)
class Code(Text):
    """A code: text without blanks inside; full-width letters and digits are folded."""

    pattern: str = ""
    meaning: str = ""

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        match = re.compile(self.pattern or rf"[0-9A-Za-z_\-./]{{1,{self.max_length}}}").fullmatch
        starts = re.compile(r"[^=+\-@]").match

        def fast(cell: Cell) -> object:
            return cell if cell.__class__ is str and match(cell) and starts(cell) else None  # type: ignore[arg-type]

        return fast, self._slow

    def _slow(self, cell: Cell) -> object:
        text, tidied = checked_text(cell)
        folded = "".join(unicodedata.normalize("NFKC", text).split())
        self._check(folded)
        if folded and self.pattern and not re.fullmatch(self.pattern, folded):
            raise Bad(self.meaning or _("does not have the form of a code"))
        return Tidied(folded, folded) if folded and (tidied or folded != text) else folded or None


@dataclass(frozen=True)
class Number(Cleaner):
    """A number, by default with decimals, between two bounds."""

    least: float | None = None
    most: float | None = None
    whole: bool = False

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        return (self._fast_whole if self.whole else self._fast), self._slow

    def _fast(self, cell: Cell) -> object:
        return cell if cell.__class__ is float and self._within(cell) else None  # type: ignore[arg-type]

    def _fast_whole(self, cell: Cell) -> object:
        is_whole = cell.__class__ is float and abs(cell) < EXACT and cell.is_integer()  # type: ignore[arg-type, union-attr]
        return int(cell) if is_whole and self._within(cell) else None  # type: ignore[arg-type]

    def _slow(self, cell: Cell) -> object:
        if isinstance(cell, bool):
            raise Bad(_("is not a number"))
        if isinstance(cell, str):
            text, tidied = checked_text(cell)
            folded = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
            value = self._checked(folded)
            return Tidied(value, folded) if value is not None and (tidied or folded != text) else value
        return self._checked(as_text(cell))

    def _checked(self, text: str) -> float | int | None:
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,18}(\.\d{0,18})?(e[+-]?\d{1,2})?|[+-]?\.\d{1,18}", text, re.I | re.A):
            raise Bad(_("is not a number"))
        number = float(text)
        if self.whole and not number.is_integer():
            raise Bad(_("is not a whole number"))
        if not self._within(number):
            raise Bad(_("is not between %(least)s and %(most)s") % {"least": self.least, "most": self.most})
        return int(number) if self.whole else number

    def _within(self, number: float) -> bool:
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)


@dataclass(frozen=True)
class Choice(Cleaner):
    """One of the names of a lookup, or a nickname of one. Stored as what the name stands for."""

    lookup: str

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        known = lookups[self.lookup]
        return known.names.get, lru_cache(10_000)(lambda cell: self._slow(cell, known))  # type: ignore[return-value]

    def _slow(self, cell: Cell, known: Lookup) -> object:
        text, _tidied = checked_text(cell)
        if not text:
            return None
        for name in (text, unicodedata.normalize("NFKC", text), known.nicknames.get(text)):
            if name is not None and name in known.names:
                return Tidied(known.names[name], name)
        raise Bad(self._unknown(text, known))

    @staticmethod
    def _unknown(text: str, known: Lookup) -> str:
        near = get_close_matches(text, [*known.names, *known.nicknames], n=1, cutoff=0.7)
        if near:
            return _("is not known; is “%(near)s” meant?") % {"near": near[0]}
        return _("is not known")

    def options(self, lookups: Lookups) -> list[str]:
        return list(lookups[self.lookup].names)

    def shown(self, value: object, lookups: Lookups) -> str:
        if value is None:
            return ""
        return next((name for name, known in lookups[self.lookup].names.items() if known == value), str(value))


@dataclass(frozen=True)
class Options(Choice):
    """One of a few fixed words, each standing for a value: ``Options({"镇": "town"})``."""

    lookup: str = ""
    words: Mapping[str, object] = field(default_factory=dict, hash=False)

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        return super().bind(self._own())

    def options(self, lookups: Lookups) -> list[str]:
        return super().options(self._own())

    def shown(self, value: object, lookups: Lookups) -> str:
        return super().shown(value, self._own())

    def _own(self) -> Lookups:
        return {self.lookup: Lookup(self.words)}
