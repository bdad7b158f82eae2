"""The panel *why is this overdue* in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import worktime
from core.worktime import Calendar, DayCount, DayKind
from inspections.domain.why import WhyOverdue
from inspections.presentation import HOUR, in_units, kept, time_left

KINDS: dict[DayKind, str | Promise] = {
    DayKind.WORKDAY: _("working day"),
    DayKind.WEEKEND: _("weekend"),
    DayKind.HOLIDAY: _("holiday"),
    DayKind.MAKE_UP: _("make-up working day"),
}


@dataclass(frozen=True)
class Day:
    """One date of the count. ``number`` counts the days of a day limit; the first day counts as 0."""

    row: DayCount
    kind: str | Promise
    time: str

    @property
    def is_rest(self) -> bool:
        return self.row.minutes == 0


def in_words(why: WhyOverdue | None, calendar: Calendar) -> dict[str, Any] | None:
    """Return what the panel shows, lengths of time as text; None where no limit runs."""
    if why is None:
        return None
    clock = why.ticket.limit_clock
    return {
        "why": why,
        "allowed": in_units(why.allowed_minutes, clock, calendar),
        "counted": in_units(why.counted_minutes, clock, calendar),
        "late": _late_or_left(why, calendar),
        "days": [Day(row, KINDS[row.kind], hours_and_minutes(row.minutes)) for row in why.days],
        "stood": [(each, in_units(each.minutes, clock, calendar)) for each in why.stood],
        "stages": [(each, in_units(each.minutes, "work_hour", calendar)) for each in why.stages],
    }


def _late_or_left(why: WhyOverdue, calendar: Calendar) -> str:
    ticket = why.ticket
    if why.is_late and not why.late_minutes and ticket.limit_clock in worktime.WORKING_CLOCKS:
        return gettext("no working time has passed since")
    if ticket.remaining_minutes is not None:
        return kept(abs(why.late_minutes), ticket, calendar)
    if why.is_late:
        return in_units(abs(why.late_minutes), ticket.limit_clock, calendar)
    return time_left(why.until, why.due, ticket.limit_clock, calendar)


def hours_and_minutes(minutes: int) -> str:
    """Return 150 as 2:30."""
    return f"{minutes // HOUR}:{minutes % HOUR:02d}"
