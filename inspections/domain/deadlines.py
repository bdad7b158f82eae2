"""The handler's clock: set at dispatch, stopped, started again, moved. Pure: nothing is read or saved.

Every function changes the in-memory ticket and stores the version of the calendar that it counted with.
"""

from datetime import datetime

from core import worktime
from core.choices import Clock
from core.worktime import Calendar
from inspections.models import Ticket

# The longest extension, in units of its clock.
LONGEST_EXTENSION = 365


def start(ticket: Ticket, *, amount: int, clock: str, at: datetime, calendar: Calendar) -> None:
    """Give the ticket a limit that begins at ``at``."""
    ticket.limit_amount, ticket.limit_clock = amount, clock
    ticket.remaining_minutes = None
    _set_due(ticket, worktime.deadline(calendar, at, amount, clock), calendar)


def stop(ticket: Ticket, *, at: datetime, calendar: Calendar) -> None:
    """Let the clock stand: keep what is left in minutes of the ticket's clock, negative when overdue."""
    ticket.remaining_minutes = worktime.minutes_between(calendar, at, _due(ticket), ticket.limit_clock)


def restart(ticket: Ticket, *, at: datetime, calendar: Calendar) -> None:
    """Let the clock run on with what was left when it stopped.

    What is left of natural days ends, as natural days do, at close of business of a working day
    (民法典第二百零三条). A clock that was overdue when it stopped stays overdue by as much.
    """
    left = ticket.remaining_minutes or 0
    due_at = worktime.add_minutes(calendar, at, left, ticket.limit_clock)
    if ticket.limit_clock == Clock.NATURAL_DAY and left >= 0:
        due_at = worktime.close_of_business(calendar, due_at)
    ticket.remaining_minutes = None
    _set_due(ticket, due_at, calendar)


def move(ticket: Ticket, *, amount: int, clock: str, calendar: Calendar) -> None:
    """Extend the limit: ``amount`` units of ``clock`` counted from the old deadline, whenever that was."""
    _set_due(ticket, extended(ticket, amount=amount, clock=clock, calendar=calendar), calendar)


def extended(ticket: Ticket, *, amount: int, clock: str, calendar: Calendar) -> datetime:
    """Return the deadline that an extension by ``amount`` units of ``clock`` would make."""
    return worktime.deadline(calendar, _due(ticket), amount, clock)


def end(ticket: Ticket) -> None:
    """Take the limit away: nobody answers for the ticket any more."""
    ticket.limit_amount, ticket.limit_clock = None, ""
    ticket.due_at, ticket.remaining_minutes, ticket.calendar_version = None, None, ""


def _set_due(ticket: Ticket, due_at: datetime, calendar: Calendar) -> None:
    ticket.due_at, ticket.calendar_version = due_at, calendar.version


def _due(ticket: Ticket) -> datetime:
    if ticket.due_at is None:
        raise ValueError(f"{ticket} has no deadline.")
    return ticket.due_at
