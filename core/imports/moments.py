"""Cleaner of a day with a time, as the city's clock shows it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _

from core.imports.cleaners import Bad, Cell, Cleaner, Fast, Lookups, Slow, Tidied, checked_text
from core.imports.contacts import EXCEL_DAY_ZERO
from core.imports.textual import as_text

MOMENT = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?"
    r"(?:[ T]*(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*分?(?::(\d{2})(?:\.0+)?)?)?",
    re.A,
)
SHOWN = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Moment(Cleaner):
    """A day, optionally with a time: 2026-11-23 08:30, 2026年11月23日 8时, a date cell. Stored in UTC."""

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        # A list has few days and many rows.
        return (lambda cell: None), lru_cache(10_000, typed=True)(self._slow)

    def shown(self, value: object, lookups: Lookups) -> str:
        if value is None:
            return ""
        return timezone.localtime(datetime.fromisoformat(str(value)).replace(tzinfo=UTC)).strftime(SHOWN)

    def _slow(self, cell: Cell) -> object:
        if isinstance(cell, float) and 20_000 <= cell <= 80_000:
            days = datetime.combine(EXCEL_DAY_ZERO, datetime.min.time()) + timedelta(days=cell)
            return self._stored(days.replace(second=0, microsecond=0) + timedelta(minutes=days.second // 30), cell)
        text, _tidied = checked_text(cell)
        return self._stored(self._parsed(unicodedata.normalize("NFKC", text)), cell) if text else None

    @staticmethod
    def _parsed(text: str) -> datetime:
        found = MOMENT.fullmatch(text)
        try:
            if found:
                return datetime(*[int(part or 0) for part in found.groups()])  # type: ignore[arg-type]
        except ValueError as error:
            raise Bad(_("is not a time such as 2026-11-23 08:30")) from error
        raise Bad(_("is not a time such as 2026-11-23 08:30"))

    @staticmethod
    def _stored(local: datetime, cell: Cell) -> object:
        shown = local.strftime(SHOWN)
        value = str(timezone.make_aware(local).astimezone(UTC).replace(tzinfo=None))
        plain = (shown, f"{shown}:00", shown.removesuffix(" 00:00"))
        return value if as_text(cell) in plain else Tidied(value, shown)


def moment_of(value: str) -> datetime:
    """Return the moment that :class:`Moment` stored."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC)
