"""The calendar of 2025 and 2026 as the State Council announced it, with the portal's usual hours."""

from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain import reference
from core.worktime import Calendar, Special

SHANGHAI = ZoneInfo("Asia/Shanghai")
YEARS = (2025, 2026)

CALENDAR = Calendar(
    special={day.date: Special(day.is_working, day.name) for year in YEARS for day in reference.special_days(year)},
    periods=tuple(reference.WORK_PERIODS),
    years=frozenset(YEARS),
    tz=SHANGHAI,
)


def on(text: str) -> datetime:
    """Return a moment of the city from ``2026-10-01 08:30``."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
