"""A stretch of whole days, as figures are counted over, and when a day begins."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


def start_of(day: date) -> datetime:
    """Return when a day of the city begins."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included, in the city's time zone."""

    first: date
    last: date

    @classmethod
    def of_days(cls, days: int, *, until: date) -> "Period":
        """Return the ``days`` days that end with ``until``."""
        return cls(until - timedelta(days=days - 1), until)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def starts_at(self) -> datetime:
        return start_of(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment after the period."""
        return start_of(self.last + timedelta(days=1))

    @property
    def previous(self) -> "Period":
        """The period of equal length just before this one."""
        return Period.of_days(self.days, until=self.first - timedelta(days=1))

    @property
    def year_before(self) -> "Period":
        """The same days a year earlier; 29 February becomes the 28th."""
        return Period(_year_before(self.first), _year_before(self.last))

    def dates(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range(self.days)]


def _year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
