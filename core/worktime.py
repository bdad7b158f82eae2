"""Working time as pure functions over a calendar value: no database, no settings, no clock of its own.

How a limit is counted (:class:`core.choices.Clock`):

* ``urgent_hour`` runs day and night; ``work_hour`` runs in working periods only. Hours count from the
  moment (民法典第二百零一条第二款: 按照小时计算期间的，自法律规定或者当事人约定的时间开始计算).
* ``work_day`` and ``natural_day``: the first day does not count (第二百零一条第一款), and the limit ends at
  close of business of its last day (第二百零三条第二款). A natural-day limit whose last day is a day of
  rest ends on the next working day (第二百零三条第一款).

An amount below zero counts back, for what is planned before a deadline. Days then mirror: the limit
begins at the opening of business of the n-th day before.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from zoneinfo import ZoneInfo

from core.choices import Clock

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)
SATURDAY = 5
# Clocks that stand still outside working periods.
WORKING_CLOCKS = (Clock.WORK_HOUR, Clock.WORK_DAY)
DAY_CLOCKS = (Clock.WORK_DAY, Clock.NATURAL_DAY)

Periods = tuple[tuple[time, time], ...]
Stretch = tuple[datetime, datetime]


class DayKind(StrEnum):
    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


@dataclass(frozen=True)
class Special:
    """A date that differs from its weekday, or a weekend day that belongs to a holiday."""

    is_working: bool
    name: str


@dataclass(frozen=True)
class Calendar:
    """Working periods of a day, the special days, and the years for which they are known.

    Overlapping or touching periods are joined. ``ValueError`` without any period.
    """

    special: dict[date, Special]
    periods: Periods
    years: frozenset[int] = frozenset()
    tz: tzinfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))

    def __post_init__(self) -> None:
        if not self.periods:
            raise ValueError("A calendar needs at least one working period.")
        object.__setattr__(self, "periods", _joined(self.periods))

    @cached_property
    def version(self) -> str:
        """Sixteen hexadecimal characters that differ whenever any day could be counted differently."""
        parts = [
            *(f"{starts:%H:%M:%S}-{ends:%H:%M:%S}" for starts, ends in self.periods),
            *(f"{day}{int(s.is_working)}{s.name}" for day, s in sorted(self.special.items())),
            *(str(year) for year in sorted(self.years)),
            str(self.tz),
        ]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]

    @cached_property
    def day_length(self) -> timedelta:
        """Working time of a whole working day."""
        stretches = ((_at(self, date.min, starts), _at(self, date.min, ends)) for starts, ends in self.periods)
        return sum((closes - opens for opens, closes in stretches), NOTHING)

    @cached_property
    def moved(self) -> tuple[list[date], list[int]]:
        """The days worked against their weekday, or free against it, in order; and how many more than by weekday
        have been worked before each of them, and after the last."""
        days = sorted(day for day, each in self.special.items() if each.is_working != (day.weekday() < SATURDAY))
        return days, list(accumulate((1 if self.special[day].is_working else -1 for day in days), initial=0))

    @property
    def minutes_a_day(self) -> int:
        """Working minutes of a whole working day."""
        return self.day_length // MINUTE


@dataclass(frozen=True)
class DayCount:
    """What one date added to a count.

    ``day`` numbers the counted days of a day limit: 0 is the first day, which does not count; None is a
    day that is not counted, or a clock of hours.
    """

    date: date
    kind: DayKind
    name: str
    minutes: int
    day: int | None = None


def _joined(periods: Periods) -> Periods:
    joined: list[tuple[time, time]] = []
    for starts, ends in sorted(periods):
        if joined and starts <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((starts, ends))
    return tuple(joined)


def _at(cal: Calendar, day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, cal.tz)


def kind_of_day(cal: Calendar, day: date) -> DayKind:
    """Return what ``day`` is: a working day, a weekend, a holiday, or a make-up working day (调休)."""
    special = cal.special.get(day)
    weekend = day.weekday() >= SATURDAY
    if special is None:
        return DayKind.WEEKEND if weekend else DayKind.WORKDAY
    if not special.is_working:
        return DayKind.HOLIDAY
    return DayKind.MAKE_UP if weekend else DayKind.WORKDAY


def is_workday(cal: Calendar, day: date) -> bool:
    """Answer whether ``day`` is worked."""
    special = cal.special.get(day)
    return day.weekday() < SATURDAY if special is None else special.is_working


def _worked_days_before(cal: Calendar, day: date) -> int:
    """Return how many days are worked before ``day``, from the first day of all, which is a Monday."""
    weeks, rest = divmod(day.toordinal() - 1, 7)
    days, surplus = cal.moved
    return weeks * SATURDAY + min(rest, SATURDAY) + surplus[bisect_left(days, day)]


def is_working_time(cal: Calendar, at: datetime) -> bool:
    """Answer whether ``at`` lies in a working period; its last moment does not."""
    local = at.astimezone(cal.tz)
    return is_workday(cal, local.date()) and any(s <= local.time() < e for s, e in cal.periods)


def _days(day: date, step: int) -> Iterator[date]:
    """Yield the days after ``day`` (``step`` 1) or before it (-1), without end."""
    while True:
        day += DAY * step
        yield day


def _stretches(cal: Calendar, day: date) -> list[Stretch]:
    if not is_workday(cal, day):
        return []
    return [(_at(cal, day, starts), _at(cal, day, ends)) for starts, ends in cal.periods]


def _worked(cal: Calendar, start: datetime, end: datetime) -> timedelta:
    """Return the working time from ``start`` to a later ``end``, both local."""
    first, last = start.date(), end.date()
    if first == last:
        return _worked_on(cal, first, start, end)
    whole_days = _worked_days_before(cal, last) - _worked_days_before(cal, first + DAY)
    return _worked_on(cal, first, start, end) + cal.day_length * whole_days + _worked_on(cal, last, start, end)


def _worked_on(cal: Calendar, day: date, start: datetime, end: datetime) -> timedelta:
    """Return the working time of ``day`` between two local times."""
    parts = (min(closes, end) - max(opens, start) for opens, closes in _stretches(cal, day))
    return sum((part for part in parts if part > NOTHING), NOTHING)


def minutes_between(cal: Calendar, start: datetime, end: datetime, clock: str) -> int:
    """Return the whole minutes that ``clock`` counts from ``start`` to ``end``; negative if ``end`` is before.

    Clocks of days count the minutes of their days: working minutes, or plain ones.
    """
    if end < start:
        return -minutes_between(cal, end, start, clock)
    if clock not in WORKING_CLOCKS:
        return (end - start) // MINUTE
    return _worked(cal, start.astimezone(cal.tz), end.astimezone(cal.tz)) // MINUTE


def add_minutes(cal: Calendar, start: datetime, minutes: int, clock: str) -> datetime:
    """Return the first moment by which ``clock`` has counted ``minutes`` since ``start``.

    Below zero: the last moment from which it counts as many to ``start``. On a working clock the result
    is never in time of rest: nothing left to count at night means the next opening of business.
    """
    local = start.astimezone(cal.tz)
    if clock not in WORKING_CLOCKS:
        return (start + MINUTE * minutes).astimezone(cal.tz)
    return _forward(cal, local, MINUTE * minutes) if minutes >= 0 else _back(cal, local, MINUTE * -minutes)


def _forward(cal: Calendar, start: datetime, left: timedelta) -> datetime:
    for day in _days(start.date() - DAY, 1):
        for opens, closes in _stretches(cal, day):
            begins = max(opens, start)
            if begins <= closes and left <= closes - begins:
                return begins + left
            left -= max(closes - begins, NOTHING)
    raise AssertionError("days do not end")


def _back(cal: Calendar, start: datetime, left: timedelta) -> datetime:
    for day in _days(start.date() + DAY, -1):
        for opens, closes in reversed(_stretches(cal, day)):
            ends = min(closes, start)
            if ends >= opens and left <= ends - opens:
                return ends - left
            left -= max(ends - opens, NOTHING)
    raise AssertionError("days do not end")


def deadline(cal: Calendar, start: datetime, amount: int, clock: str) -> datetime:
    """Return when a limit of ``amount`` units of ``clock`` that begins at ``start`` ends (rules above)."""
    if clock not in DAY_CLOCKS:
        return add_minutes(cal, start, amount * 60, clock)
    return _edge(cal, last_day(cal, start.astimezone(cal.tz).date(), amount, clock), before=amount < 0)


def last_day(cal: Calendar, first: date, amount: int, clock: str) -> date:
    """Return the day on which a limit of ``amount`` days that begins on ``first`` ends; below zero, begins."""
    step = -1 if amount < 0 else 1
    if clock == Clock.NATURAL_DAY:
        return _worked_day(cal, first + DAY * amount, step)
    day = _worked_day(cal, first, step) if amount == 0 else first
    for _ in range(abs(amount)):
        day = _worked_day(cal, day + DAY * step, step)
    return day


def _worked_day(cal: Calendar, day: date, step: int) -> date:
    """Return ``day`` if it is worked, else the next worked day in the direction of ``step``."""
    return next(d for d in _days(day - DAY * step, step) if is_workday(cal, d))


def _edge(cal: Calendar, day: date, *, before: bool) -> datetime:
    """Return close of business of ``day``, or its opening."""
    return _at(cal, day, cal.periods[0][0] if before else cal.periods[-1][1])


def close_of_business(cal: Calendar, at: datetime) -> datetime:
    """Return when the working day of ``at`` ends; for a day of rest, the next working day (第二百零三条)."""
    return _edge(cal, _worked_day(cal, at.astimezone(cal.tz).date(), 1), before=False)


def account(cal: Calendar, start: datetime, end: datetime, clock: str) -> list[DayCount]:
    """Return day by day what ``clock`` counted from ``start`` to ``end``, days of rest included.

    The minutes sum to :func:`minutes_between`. Nothing if ``end`` is before ``start``.
    """
    if end < start:
        return []
    local, until = start.astimezone(cal.tz), end.astimezone(cal.tz)
    total, number, rows = NOTHING, 0, []
    for offset in range((until.date() - local.date()).days + 1):
        day = local.date() + DAY * offset
        before, total = total // MINUTE, total + _counted_on(cal, day, local, until, clock)
        counts = offset > 0 and (clock == Clock.NATURAL_DAY or is_workday(cal, day))
        number += counts
        rows.append(_day_count(cal, day, total // MINUTE - before, number if counts or not offset else None, clock))
    return rows


def _counted_on(cal: Calendar, day: date, start: datetime, end: datetime, clock: str) -> timedelta:
    """Return what ``clock`` counts of ``day`` between two local times."""
    if clock in WORKING_CLOCKS:
        return _worked_on(cal, day, start, end)
    begins, ends = max(start, _at(cal, day, time.min)), min(end, _at(cal, day + DAY, time.min))
    return max(ends - begins, NOTHING)


def _day_count(cal: Calendar, day: date, minutes: int, number: int | None, clock: str) -> DayCount:
    special = cal.special.get(day)
    numbered = number if clock in DAY_CLOCKS else None
    return DayCount(day, kind_of_day(cal, day), special.name if special else "", minutes, numbered)
