"""The plan of the ladder 催办 → 督办 → 通报 for each ticket, and what the office does with what fired.

A plan is the rows that still have to fire. It stands for the deadline that it was made for: every verb
that sets, moves or ends a deadline calls :func:`replan` in its own transaction.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache, partial

from core import worktime
from core.choices import Clock
from core.domain import calendar as working_calendar
from core.worktime import Calendar
from inspections.choices import RUNNING_STATES
from inspections.models import Escalation, EscalationRung, Ticket


def plan(
    tickets: Iterable[Ticket],
    *,
    rungs: Sequence[EscalationRung] | None = None,
    calendar: Calendar | None = None,
) -> list[Escalation]:
    """Return the unsaved rows that the ladder plans for ``tickets``; none where no clock runs.

    ``rungs`` and ``calendar`` default to those in force. A reminder *before* the deadline that would come
    after it, or before the ticket was even dispatched, is left out: it would say nothing true.
    """
    ladder = active_rungs() if rungs is None else rungs
    days = working_calendar.current() if calendar is None else calendar
    # Deadlines gather at close of business: most tickets of a day share their times.
    times = cache(partial(fire_time, days))
    running = [(ticket, ticket.due_at) for ticket in tickets if ticket.state in RUNNING_STATES and ticket.due_at]
    rows = [
        Escalation(ticket=ticket, rung=rung, due_at=due_at, fire_at=times(due_at, rung))
        for ticket, due_at in running
        for rung in ladder
    ]
    return [row for row in rows if _says_something_true(row)]


def _says_something_true(row: Escalation) -> bool:
    dispatched_at = row.ticket.dispatched_at or row.fire_at
    return row.rung.offset >= 0 or dispatched_at <= row.fire_at < row.due_at


def active_rungs() -> list[EscalationRung]:
    """Return the rungs in use."""
    return list(EscalationRung.objects.filter(is_active=True))


def fire_time(calendar: Calendar, due_at: datetime, rung: EscalationRung) -> datetime:
    """Return when ``rung`` fires for a deadline: its offset away, or at the opening of business after that."""
    at = worktime.deadline(calendar, due_at, rung.offset, rung.clock) if rung.offset else due_at
    if worktime.is_working_time(calendar, at):
        return at
    # The last moment of a working period is not in it, but nothing is left to count there either.
    return worktime.add_minutes(calendar, at + timedelta(microseconds=1), 0, Clock.WORK_HOUR)


def replan(ticket: Ticket) -> list[Escalation]:
    """Rewrite what is still to fire for ``ticket``. A rung that fired for the same deadline stays fired."""
    ticket.escalations.planned().delete()
    return Escalation.objects.bulk_create(plan([ticket]), ignore_conflicts=True)
