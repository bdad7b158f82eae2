"""Moments of the tests: Monday 23 November 2026 is an ordinary working day."""

from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def on(text: str) -> datetime:
    """Return a moment of the city from ``2026-11-23 08:30``, or of that Monday from ``08:30``."""
    full = text if "-" in text else f"2026-11-23 {text}"
    return datetime.fromisoformat(full).replace(tzinfo=SHANGHAI)
