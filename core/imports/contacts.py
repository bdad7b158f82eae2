"""Cleaners of dates and telephone numbers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.imports.cleaners import Bad, Cell, Cleaner, Fast, Lookups, Slow, Tidied, checked_text
from core.imports.textual import as_text

MOBILE = r"1[3-9][0-9]{9}"
# Area codes: 010 and 02x take three digits and eight more, the others four and seven or eight.
LANDLINE = r"(?:010|02[0-9])-[2-9][0-9]{7}|0[3-9][0-9]{2}-[2-9][0-9]{6,7}"
UNDASHED = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")
# Day 0 of the 1900 date system as every day after February 1900 counts it.
EXCEL_DAY_ZERO = date(1899, 12, 30)
DATE = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?|(\d{4})(\d{2})(\d{2})", re.A
)


@dataclass(frozen=True)
class Phone(Cleaner):
    """A mobile number of 11 digits, or a landline with its area code, stored as ``0312-1234567``."""

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        match = re.compile(f"{MOBILE}|{LANDLINE}").fullmatch

        def fast(cell: Cell) -> object:
            return cell if cell.__class__ is str and match(cell) else None  # type: ignore[arg-type]

        return fast, self._slow

    def _slow(self, cell: Cell) -> object:
        raw = as_text(cell)
        digits = re.sub(r"[\s\-—–()]", "", unicodedata.normalize("NFKC", raw))
        digits = re.sub(rf"^(?:\+|00)?86(?={MOBILE}$)", "", digits)
        if not digits:
            return None
        number = UNDASHED.sub(r"\1-\2", digits) if digits.startswith("0") else digits
        if not re.fullmatch(f"{MOBILE}|{LANDLINE}", number):
            checked_text(cell)
            raise Bad(_("is neither a mobile number of 11 digits nor a landline with its area code"))
        return number if number == raw else Tidied(number, number)


@dataclass(frozen=True)
class Day(Cleaner):
    """A date: a date cell, 2026-11-23, 2026.11.23, 2026年11月23日, 20261123. Stored in ISO form."""

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        return (lambda cell: None), self._slow

    def _slow(self, cell: Cell) -> object:
        if isinstance(cell, float) and 20_000 <= cell <= 80_000 and cell.is_integer():
            day = (EXCEL_DAY_ZERO + timedelta(days=int(cell))).isoformat()
            return Tidied(day, day)
        text, _tidied = checked_text(cell)
        return self._parsed(unicodedata.normalize("NFKC", text), as_text(cell)) if text else None

    @staticmethod
    def _parsed(text: str, raw: str) -> object:
        found = DATE.fullmatch(text)
        try:
            day = date(*[int(part) for part in found.groups() if part]).isoformat() if found else None
        except ValueError:
            day = None
        if day is None:
            raise Bad(_("is not a date such as 2026-11-23"))
        return day if raw in (day, f"{day} 00:00:00") else Tidied(day, day)
