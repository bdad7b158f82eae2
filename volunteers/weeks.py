"""Weeks from Monday to Sunday, as the page of activities turns them over."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import Period

DAYS = 7


@dataclass(frozen=True)
class Week:
    """The week that begins on ``monday``."""

    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def asked(cls, text: str, *, today: date) -> "Week":
        """Return the week of an ISO date, or the present one where the text is no date with a week on either side."""
        try:
            found = cls.of(date.fromisoformat(text))
            _ends = found.before, found.after
        except (ValueError, OverflowError):
            return cls.of(today)
        return found

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=DAYS - 1)

    @property
    def period(self) -> Period:
        return Period(self.monday, self.sunday)

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=DAYS)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=DAYS)
