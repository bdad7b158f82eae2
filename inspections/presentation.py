"""How tickets are shown: the colour of a state, a deadline in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import worktime
from core.choices import Clock
from core.periods import start_of
from core.tones import Tone
from core.worktime import Calendar
from inspections.choices import RUNNING_STATES, TicketState
from inspections.models import Ticket

STATE_TONES = {
    TicketState.REPORTED: Tone.AMBER,
    TicketState.REGISTERED: Tone.AMBER,
    TicketState.DISPATCHED: Tone.BLUE,
    TicketState.HANDLING: Tone.BLUE,
    TicketState.RECTIFIED: Tone.VIOLET,
    TicketState.CLOSED: Tone.GREEN,
    TicketState.SUSPENDED: Tone.GREY,
    TicketState.REJECTED: Tone.GREY,
    TicketState.VOIDED: Tone.GREY,
}
# Headings of the own work, by when a ticket falls due (inspections.domain.load.spans).
SPANS = {
    "overdue": gettext_lazy("Overdue"),
    "today": gettext_lazy("Due today"),
    "tomorrow": gettext_lazy("Due tomorrow"),
    "week": gettext_lazy("Later this week"),
    "later": gettext_lazy("After this week"),
}
HOUR = 60
PLAIN_DAY = 24 * HOUR
DAY_CLOCKS = (Clock.WORK_DAY, Clock.NATURAL_DAY)
# What stands in a row of a list, and what its badges and its deadline are made of.
IN_ROWS = (
    "number",
    "state",
    "version",
    "place",
    "description",
    "reported_at",
    "confirmed_at",
    "limit_amount",
    "limit_clock",
    "due_at",
    "remaining_minutes",
    "on_the_spot",
    "rework_count",
    "extension_asked_at",
    "relapse_of",
    "handler",
    "point__name",
    "area__name",
    "category__name",
    "department__name",
)
# A deadline nearer than this many counted minutes is pointed out.
SOON = 4 * HOUR


@dataclass(frozen=True)
class Deadline:
    """A deadline as a sentence, and how loudly it is said: ``late``, ``soon``, ``quiet`` or ``none``."""

    text: str
    tone: str


NO_DEADLINE = Deadline("", "none")


@dataclass(frozen=True)
class Fact:
    """A line of a list of facts: what is said softly behind it is ``quiet``; ``tone`` as of a deadline."""

    name: str | Promise
    text: str
    quiet: str = ""
    tone: str = ""


def facts(ticket: Ticket, *, with_time: bool) -> list[Fact]:
    """Return the facts of a ticket that its head does not say; those of its limit where nothing else tells them."""
    category, parent = ticket.category, ticket.category.parent
    found = [
        Fact(gettext_lazy("category"), category.name, f"{parent.name if parent else ''} {category.code}".strip()),
        Fact(gettext_lazy("source"), ticket.get_source_display()),
        Fact(gettext_lazy("found by"), _name(ticket.finder) or "—", _name(ticket.finder_department)),
    ]
    if ticket.followed_by_id and ticket.followed_by_id != ticket.finder_department_id:
        found.append(Fact(gettext_lazy("followed by"), _name(ticket.followed_by)))
    found.append(Fact(gettext_lazy("reported at"), stamp(ticket.reported_at)))
    if ticket.department_id:
        found.append(Fact(gettext_lazy("responsible unit"), _name(ticket.department), _name(ticket.handler)))
    if with_time and ticket.limit_amount:
        found.append(Fact(gettext_lazy("limit"), limit_in_words(ticket.limit_amount, ticket.limit_clock)))
    if with_time and ticket.due_at:
        found.append(Fact(gettext_lazy("due at"), stamp(ticket.due_at)))
    if ticket.closed_at:
        found.append(Fact(gettext_lazy("closed at"), stamp(ticket.closed_at)))
    return found


def _name(named: Any) -> str:
    return str(named) if named else ""


def deadline_of(ticket: Ticket, *, at: datetime, calendar: Calendar) -> Deadline:
    """Say how much time is left, or how late it is, in the units of the ticket's own clock."""
    if ticket.remaining_minutes is not None:
        return _standing(ticket, calendar)
    if ticket.state not in RUNNING_STATES or ticket.due_at is None:
        return NO_DEADLINE
    minutes = worktime.minutes_between(calendar, at, ticket.due_at, ticket.limit_clock)
    if ticket.due_at < at and not minutes:
        # At night a working clock counts nothing: the deadline itself says more than "0 minutes".
        return Deadline(_("overdue, was due %(when)s") % {"when": dated(ticket.due_at, at=at)}, "late")
    if ticket.due_at < at:
        amount = in_units(-minutes, ticket.limit_clock, calendar)
        words = {"amount": amount, "when": dated(ticket.due_at, at=at)}
        return Deadline(_("%(amount)s overdue, was due %(when)s") % words, "late")
    left = time_left(at, ticket.due_at, ticket.limit_clock, calendar)
    words = {"amount": left, "when": moment(ticket.due_at, at=at)}
    return Deadline(_("%(amount)s left, due %(when)s") % words, "soon" if minutes <= SOON else "quiet")


def _standing(ticket: Ticket, calendar: Calendar) -> Deadline:
    minutes = ticket.remaining_minutes or 0
    amount = kept(abs(minutes), ticket, calendar)
    if minutes < 0:
        return Deadline(_("clock stopped, %(amount)s overdue") % {"amount": amount}, "late")
    return Deadline(_("clock stopped with %(amount)s left") % {"amount": amount}, "quiet")


def kept(minutes: int, ticket: Ticket, calendar: Calendar) -> str:
    """Return in words what a clock that stands has kept.

    A limit of days that stood still before business opened on its first day has kept that day too, which does not
    count (民法典第二百零一条): it has its limit left, not one day more.
    """
    clock, limit = ticket.limit_clock, ticket.limit_amount
    if clock in DAY_CLOCKS and limit and minutes == (limit + 1) * _day(clock, calendar):
        minutes -= _day(clock, calendar)
    return in_units(minutes, clock, calendar)


def time_left(at: datetime, due_at: datetime, clock: str, calendar: Calendar) -> str:
    """Return how much time is left, in words.

    Days are counted from tomorrow, as a limit in days counts them (民法典第二百零一条): early on the day of its
    dispatch, a limit of three days has three days left, not four.
    """
    if clock in DAY_CLOCKS:
        tomorrow = start_of(timezone.localdate(at) + timedelta(days=1))
        after_today = max(worktime.minutes_between(calendar, tomorrow, due_at, clock), 0)
        if after_today >= _day(clock, calendar):
            return in_units(after_today, clock, calendar)
    return in_units(worktime.minutes_between(calendar, at, due_at, clock), clock, calendar)


def _day(clock: str, calendar: Calendar) -> int:
    return calendar.minutes_a_day if clock in worktime.WORKING_CLOCKS else PLAIN_DAY


def in_units(minutes: int, clock: str, calendar: Calendar) -> str:
    """Return a length of time in words, rounded down: minutes, hours, or days of the clock."""
    working, day = clock in worktime.WORKING_CLOCKS, _day(clock, calendar)
    if minutes < HOUR:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < day:
        return _hours(minutes // HOUR, working=working)
    return _days(minutes // day, working=working)


def _hours(count: int, *, working: bool) -> str:
    if working:
        return ngettext("%(n)d working hour", "%(n)d working hours", count) % {"n": count}
    return ngettext("%(n)d hour", "%(n)d hours", count) % {"n": count}


def _days(count: int, *, working: bool) -> str:
    if working:
        return ngettext("%(n)d working day", "%(n)d working days", count) % {"n": count}
    return ngettext("%(n)d day", "%(n)d days", count) % {"n": count}


def moment(when: datetime, *, at: datetime) -> str:
    """Return a time as people say it: today, tomorrow, or its date."""
    local, today = timezone.localtime(when), timezone.localtime(at).date()
    if local.date() == today:
        return _("today %(time)s") % {"time": f"{local:%H:%M}"}
    if local.date() == today + timedelta(days=1):
        return _("tomorrow %(time)s") % {"time": f"{local:%H:%M}"}
    return dated(when, at=at)


def dated(when: datetime, *, at: datetime) -> str:
    """Return a time by its date, with the year where it is not the present one."""
    local = timezone.localtime(when)
    return f"{local:%m-%d %H:%M}" if local.year == timezone.localtime(at).year else f"{local:%Y-%m-%d %H:%M}"


def stamp(when: datetime) -> str:
    """Return a time in figures."""
    return f"{timezone.localtime(when):%Y-%m-%d %H:%M}"


def marks(ticket: Ticket) -> list[tuple[str, str]]:
    """Return the colour and the word of each badge of a ticket: its state first, then what marks it."""
    found: list[tuple[str, str]] = [(STATE_TONES[TicketState(ticket.state)], _state(ticket))]
    if ticket.extension_asked_at:
        found.append((Tone.AMBER, _("extension asked")))
    if ticket.rework_count:
        found.append((Tone.RED, _("rework") + (f" ×{ticket.rework_count}" if ticket.rework_count > 1 else "")))
    if ticket.relapse_of_id:
        found.append((Tone.RED, _("relapse")))
    if ticket.on_the_spot:
        found.append((Tone.GREEN, _("fixed on the spot")))
    return found


def _state(ticket: Ticket) -> str:
    """Return the state in words. What is confirmed on site waits to be registered, and no more to be verified."""
    if ticket.state == TicketState.REPORTED and ticket.confirmed_at:
        return _("To register")
    return str(TicketState(ticket.state).label)


def for_rows(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Read of tickets and of what they are tied to no more than a row of a list shows."""
    return tickets.select_related("point", "area", "category", "department").only(*IN_ROWS)


def with_deadlines(tickets: Iterable[Ticket], *, at: datetime, calendar: Calendar) -> list[Ticket]:
    """Give each ticket its ``deadline`` in words."""
    shown = list(tickets)
    for ticket in shown:
        ticket.deadline = deadline_of(ticket, at=at, calendar=calendar)  # type: ignore[attr-defined]
    return shown


def limit_in_words(amount: int, clock: str) -> str:
    """Return a limit such as 4 working hours."""
    return f"{amount} {Clock(clock).label}"
