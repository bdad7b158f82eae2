"""The story: scripts of verbs, told in the order of time through the very function that decides for the portal.

Tickets, events and escalations stay in memory; :mod:`reports.demo.saving` writes them in bulk.
"""

import copy
import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.conf import settings

from core.worktime import Calendar
from inspections.choices import RUNNING_STATES, PhotoRole, TicketState, Verb
from inspections.domain import door
from inspections.domain.acts import Act
from inspections.domain.transitions import decide
from inspections.models import Ticket, TicketEvent

NO_PHOTOS: Mapping[PhotoRole, int] = {}
# When, and what then: a script learns the state of the city only when its time has come.
Step = tuple[datetime, Callable[[], object]]
Script = Iterator[Step]


@dataclass(frozen=True)
class Stretch:
    """A ticket as it was while one plan of escalation stood."""

    ticket: Ticket
    since: datetime
    until: datetime | None


@dataclass
class Told:
    """One event and the photos that came with it."""

    event: TicketEvent
    photos: Mapping[PhotoRole, int]


@dataclass
class Story:
    """What has happened so far. ``end`` is when the story stops: what would come later does not happen."""

    calendar: Calendar
    end: datetime
    watch: Callable[[Ticket, TicketEvent], None]
    numbers: Counter[str] = field(default_factory=Counter)
    tickets: list[Ticket] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    last: dict[int, datetime] = field(default_factory=dict)
    _running: dict[int, tuple[Ticket, datetime]] = field(default_factory=dict)
    _closed: dict[tuple[int, int], Ticket] = field(default_factory=dict)
    _scripts: list[tuple[datetime, int, Callable[[], object], Script]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)

    def add(self, script: Script) -> None:
        """Take in a script: it goes on by itself when its next step is due."""
        step = next(script, None)
        if step and step[0] < self.end:
            heapq.heappush(self._scripts, (step[0], next(self._order), step[1], script))

    def tell(self, progress: Callable[[int, int], None]) -> None:
        """Let everything happen, in the order of time."""
        while self._scripts:
            _at, _n, happen, script = heapq.heappop(self._scripts)
            happen()
            self.add(script)
            progress(len(self.tickets), len(self.tickets) + len(self._scripts))
        for ticket, since in self._running.values():
            self.stretches.append(Stretch(ticket, since, None))

    def begin(self, ticket: Ticket, act: Act) -> Ticket:
        """Let a ticket begin by its first act. The relapse of a closed one is noticed, as in the portal."""
        if ticket.relapse_of is None:
            ticket.relapse_of = self._relapse_of(ticket, act.at)
        event = decide(ticket, act)
        series = door.series_of(act.at)
        self.numbers[series] += 1
        ticket.number = door.number_of(act.at, self.numbers[series])
        ticket.pk = len(self.tickets) + 1
        self.tickets.append(ticket)
        self._note(ticket, event, act)
        return ticket

    def act(self, ticket: Ticket, verb: Verb, **what: Any) -> None:
        """Let something happen to a ticket."""
        act = Act(verb=verb, calendar=self.calendar, **what)
        self._note(ticket, decide(ticket, act), act)

    def _note(self, ticket: Ticket, event: TicketEvent, act: Act) -> None:
        event.ticket = ticket
        self.last[ticket.pk] = act.at
        self.watch(ticket, event)
        self.told.append(Told(event, act.photos))
        was_running, runs = event.from_state in RUNNING_STATES, event.to_state in RUNNING_STATES
        if "due_after" in event.data or was_running != runs:
            self._replan(ticket, act.at)
        if ticket.state == TicketState.CLOSED and ticket.point_id and ticket.closed_at == act.at:
            self._closed[ticket.point_id, ticket.category_id] = ticket

    def _replan(self, ticket: Ticket, at: datetime) -> None:
        before = self._running.pop(ticket.pk, None)
        if before:
            self.stretches.append(Stretch(before[0], before[1], at))
        if ticket.state in RUNNING_STATES:
            self._running[ticket.pk] = copy.copy(ticket), at

    def _relapse_of(self, ticket: Ticket, at: datetime) -> Ticket | None:
        if ticket.point_id is None:
            return None
        closed = self._closed.get((ticket.point_id, ticket.category_id))
        since = at - timedelta(days=settings.RELAPSE_DAYS)
        return closed if closed and closed.closed_at and closed.closed_at >= since else None
