"""The panel *why is this overdue* in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import worktime
from core.choices import Clock
from core.worktime import Calendar, DayCount, DayKind
from inspections.choices import Verb
from inspections.domain.why import Move, Stage, Stretch, WhyOverdue
from inspections.presentation import HOUR, Fact, in_units, kept, limit_in_words, stamp, time_left

KINDS: dict[DayKind, str | Promise] = {
    DayKind.WORKDAY: _("working day"),
    DayKind.WEEKEND: _("weekend"),
    DayKind.HOLIDAY: _("holiday"),
    DayKind.MAKE_UP: _("make-up working day"),
}


@dataclass(frozen=True)
class Line:
    """Something at a time: from ``at`` to ``until`` where it lasted."""

    at: datetime
    text: str
    until: datetime | None = None
    quiet: str = ""


@dataclass(frozen=True)
class Day:
    """One date of the count, in words."""

    date: str
    kind: str
    time: str
    is_rest: bool


def in_words(why: WhyOverdue | None, calendar: Calendar) -> dict[str, Any] | None:
    """Return what the panel shows, all in words; None where no limit runs."""
    if why is None:
        return None
    clock = why.ticket.limit_clock
    return {
        "why": why,
        "facts": _facts(why, calendar),
        "days": [_day(row) for row in why.days],
        "moves": [_move(each) for each in why.moves] if len(why.moves) > 1 else [],
        "stood": [_stood(each, in_units(each.minutes, clock, calendar)) for each in why.stood],
        "stages": [_stage(each, in_units(each.minutes, Clock.WORK_HOUR, calendar)) for each in why.stages],
    }


def _facts(why: WhyOverdue, calendar: Calendar) -> list[Fact]:
    ticket = why.ticket
    first = gettext("first due %(due)s") % {"due": stamp(why.first_due)} if why.first_due != why.due else ""
    late = Fact(_("overdue by"), _late_or_left(why, calendar), tone="late")
    return [
        Fact(_("dispatched at"), stamp(why.start)),
        Fact(_("limit"), limit_in_words(ticket.limit_amount or 0, ticket.limit_clock), first),
        Fact(_("due at"), stamp(why.due)),
        Fact(_("time counted"), in_units(why.counted_minutes, ticket.limit_clock, calendar)),
        late if why.is_late else Fact(_("time left"), _late_or_left(why, calendar)),
    ]


def _day(row: DayCount) -> Day:
    parts = [str(KINDS[row.kind]), row.name, _number(row.day)]
    weekday = date_format(row.date, "D")
    is_rest = row.minutes == 0
    time = "—" if is_rest else hours_and_minutes(row.minutes)
    return Day(f"{row.date} {weekday}", " · ".join(part for part in parts if part), time, is_rest)


def _number(day: int | None) -> str:
    """Return which day of a limit of days it is."""
    if day is None:
        return ""
    return gettext("day %(n)s") % {"n": day} if day else gettext("the first day does not count")


def _move(move: Move) -> Line:
    return Line(move.at, f"{Verb(move.verb).label} → {stamp(move.after) if move.after else '—'}", quiet=move.note)


def _stood(stretch: Stretch, length: str) -> Line:
    words = gettext("%(length)s not counted") % {"length": length}
    return Line(stretch.start, f"{stretch.state.label} · {words}", until=stretch.end)


def _stage(stage: Stage, length: str) -> Line:
    return Line(stage.start, f"{stage.state.label} · {stage.holder} · {length}")


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
