"""What somebody wants to do to a ticket: the one value that guards, effects and events are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from command.models import Department, User
from core.worktime import Calendar
from inspections.choices import PhotoRole, Verb
from inspections.models import Ticket


@dataclass(frozen=True, kw_only=True)
class Act:
    """A verb, by whom, when, and with what.

    ``by`` is None for the system; ``photos`` counts what is handed in; ``amount`` and ``clock`` are the limit
    of a dispatch or transfer, or the extension asked for or given; ``person`` takes the ticket over; ``calendar``
    is required by the verbs of :data:`CLOCK_VERBS`; ``found_at`` is when a problem was found that could only be
    sent later.
    """

    verb: Verb
    by: User | None
    at: datetime
    note: str = ""
    photos: Mapping[PhotoRole, int] = field(default_factory=dict)
    department: Department | None = None
    person: User | None = None
    amount: int | None = None
    clock: str = ""
    into: Ticket | None = None
    calendar: Calendar | None = None
    found_at: datetime | None = None

    @property
    def working_calendar(self) -> Calendar:
        """Return the calendar; ``ValueError`` where the caller has forgotten it."""
        if self.calendar is None:
            raise ValueError(f"“{self.verb}” counts time and needs a calendar.")
        return self.calendar


# Verbs that set, stop, start or move the handler's clock.
CLOCK_VERBS = frozenset(
    {Verb.DISPATCH, Verb.TRANSFER, Verb.RECTIFY, Verb.REWORK, Verb.EXTEND, Verb.SUSPEND, Verb.RESUME}
)
