"""Why is this ticket overdue? From its events and the calendar: pure, and the same for one that was closed late.

The account begins with the last dispatch or transfer, because a limit begins anew there. The stages go back
to the report: they say who held the ticket how long, the office included.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from core import worktime
from core.choices import Clock
from core.worktime import Calendar, DayCount, DayKind
from inspections.choices import FINAL_STATES, RUNNING_STATES, TicketState, Verb
from inspections.domain.effects import LIMIT_BEGINS
from inspections.models import Ticket, TicketEvent


@dataclass(frozen=True)
class Stretch:
    """A stretch during which the handler's clock ran, or stood. ``minutes`` are of the ticket's clock."""

    start: datetime
    end: datetime
    runs: bool
    state: TicketState
    minutes: int


@dataclass(frozen=True)
class Stage:
    """Who held the ticket, in which state, how long: ``minutes`` of working time."""

    state: TicketState
    holder: str
    start: datetime
    end: datetime
    minutes: int


@dataclass(frozen=True)
class Move:
    """A change of the deadline, by what, and what was said."""

    at: datetime
    verb: Verb
    before: datetime | None
    after: datetime | None
    note: str


@dataclass(frozen=True)
class WhyOverdue:
    """The panel. All minutes are whole, of the ticket's clock (working minutes for working clocks).

    ``until`` is the moment to which is counted: the accepted or awaited rectification, else now.
    ``late_minutes`` is below zero while there is time left. ``calendar_changed``: holidays or hours have been
    edited since the deadline was set, so that the days listed may differ from those that set it.
    """

    ticket: Ticket
    start: datetime
    first_due: datetime
    due: datetime
    until: datetime
    allowed_minutes: int
    counted_minutes: int
    late_minutes: int
    days: list[DayCount]
    stretches: list[Stretch]
    stages: list[Stage]
    moves: list[Move]
    calendar_changed: bool

    @property
    def is_late(self) -> bool:
        """Tell whether the deadline had passed when the clock was last running: one that stands gets no later."""
        return self._ran_until > self.due

    @property
    def _ran_until(self) -> datetime:
        stands = self.ticket.remaining_minutes is not None and self.stretches and not self.stretches[-1].runs
        return self.stretches[-1].start if stands else self.until

    @property
    def stood(self) -> list[Stretch]:
        """The stretches during which the clock stood."""
        return [stretch for stretch in self.stretches if not stretch.runs]


def explain(ticket: Ticket, events: Sequence[TicketEvent], calendar: Calendar, *, at: datetime) -> WhyOverdue | None:
    """Return the panel for ``ticket`` at ``at``; None where no limit has begun, or it was taken back.

    ``events`` are all of the ticket's, oldest first.
    """
    begin = next((n for n in reversed(range(len(events))) if events[n].verb in LIMIT_BEGINS), None)
    if begin is None or ticket.due_at is None:
        return None
    counted, until = events[begin:], _until(ticket, events, at)
    stretches = _stretches(ticket, counted, calendar, until)
    moves = _moves(counted)
    return WhyOverdue(
        ticket=ticket,
        start=counted[0].at,
        first_due=moves[0].after or ticket.due_at,
        due=ticket.due_at,
        until=until,
        allowed_minutes=_between(calendar, counted[0].at, moves[0].after or ticket.due_at, ticket),
        counted_minutes=sum(stretch.minutes for stretch in stretches if stretch.runs),
        late_minutes=_late_by(ticket, calendar, until),
        days=_days(ticket, stretches, calendar),
        stretches=stretches,
        stages=_stages(events, calendar, _last_moment(ticket, events, at)),
        moves=moves,
        calendar_changed=ticket.calendar_version != calendar.version,
    )


def _until(ticket: Ticket, events: Sequence[TicketEvent], at: datetime) -> datetime:
    return ticket.rectified_at or _last_moment(ticket, events, at)


def _last_moment(ticket: Ticket, events: Sequence[TicketEvent], at: datetime) -> datetime:
    """Return ``at``, or when the ticket came to its end."""
    ended = (event.at for event in events if event.to_state in FINAL_STATES)
    return next(ended, at) if ticket.state in FINAL_STATES else at


def _between(calendar: Calendar, start: datetime, end: datetime, ticket: Ticket) -> int:
    return worktime.minutes_between(calendar, start, end, ticket.limit_clock)


def _late_by(ticket: Ticket, calendar: Calendar, until: datetime) -> int:
    """Return how late it is; a clock that stands keeps what it showed."""
    if ticket.remaining_minutes is not None:
        return -ticket.remaining_minutes
    return -_between(calendar, until, ticket.due_at or until, ticket)


def _stretches(ticket: Ticket, events: Sequence[TicketEvent], calendar: Calendar, until: datetime) -> list[Stretch]:
    """Return the stretches between changes of state, those of one kind joined, up to ``until``."""
    joined: list[Stretch] = []
    for start, end, event in _spans(events, until):
        state = TicketState(event.to_state)
        stretch = Stretch(start, end, state in RUNNING_STATES, state, 0)
        if joined and joined[-1].runs == stretch.runs:
            joined[-1] = replace(joined[-1], end=end)
        else:
            joined.append(stretch)
    return [replace(each, minutes=_between(calendar, each.start, each.end, ticket)) for each in joined]


def _spans(events: Sequence[TicketEvent], until: datetime) -> Iterable[tuple[datetime, datetime, TicketEvent]]:
    """Yield from when to when the ticket was as each event left it, nothing beyond ``until``."""
    ends = [event.at for event in events[1:]] + [until]
    for event, end in zip(events, ends, strict=True):
        if event.at < min(end, until):
            yield event.at, min(end, until), event


def _days(ticket: Ticket, stretches: Sequence[Stretch], calendar: Calendar) -> list[DayCount]:
    """Return every date from first to last with what the running clock counted of it.

    Days are numbered only while the clock runs from the beginning: what is left after it stood is minutes.
    """
    rows: dict[date, DayCount] = {}
    for number, stretch in enumerate(stretches):
        for day in worktime.account(calendar, stretch.start, stretch.end, ticket.limit_clock):
            minutes = day.minutes if stretch.runs else 0
            known = rows.get(day.date)
            if known:
                rows[day.date] = replace(known, minutes=known.minutes + minutes)
            else:
                rows[day.date] = replace(day, minutes=minutes, day=day.day if number == 0 else None)
    days = list(rows.values())
    return days[:-1] if _has_just_begun(days, stretches) else days


def _has_just_begun(days: Sequence[DayCount], stretches: Sequence[Stretch]) -> bool:
    """Answer whether the last day is a working day of which the running clock has counted nothing yet.

    Listed with nothing, it would read as a day that does not count.
    """
    if len(days) < 2 or not stretches[-1].runs:
        return False
    return days[-1].minutes == 0 and days[-1].kind in (DayKind.WORKDAY, DayKind.MAKE_UP)


def _moves(events: Iterable[TicketEvent]) -> list[Move]:
    return [
        Move(
            event.at, Verb(event.verb), _moment(event.data["due_before"]), _moment(event.data["due_after"]), event.note
        )
        for event in events
        if event.data.get("due_after")
    ]


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _stages(events: Sequence[TicketEvent], calendar: Calendar, until: datetime) -> list[Stage]:
    stages: list[Stage] = []
    unit = ""
    for start, end, event in _spans(events, until):
        if "unit_after" in event.data:
            unit = (event.data["unit_after"] or {}).get("name", "")
        stage = Stage(TicketState(event.to_state), _holder(event, unit), start, end, 0)
        if stages and (stages[-1].state, stages[-1].holder) == (stage.state, stage.holder):
            stages[-1] = replace(stages[-1], end=end)
        else:
            stages.append(stage)
    return [replace(s, minutes=worktime.minutes_between(calendar, s.start, s.end, Clock.WORK_HOUR)) for s in stages]


def _holder(event: TicketEvent, unit: str) -> str:
    if event.to_state in RUNNING_STATES:
        return unit
    if event.to_state == TicketState.RECTIFIED:
        return _("whoever checks")
    return _("the office")
