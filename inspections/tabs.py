"""Tabs of the queue and of the work pages: named lists of tickets, each with its order and its count."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.paging import capped_counts, in_words
from inspections.choices import TicketState as S
from inspections.models.tickets import TicketQuerySet

Narrow = Callable[[TicketQuerySet, datetime], TicketQuerySet]
# Where time runs, the least time first; the index over deadlines gives this order.
BY_TIME_LEFT = ("due_at", "id")
NEWEST = ("-id",)


@dataclass(frozen=True)
class Tab:
    """A list of tickets. ``bulk`` names what can be done to many of it at once, ``hint`` says what is to be done.

    Every list but the whole holds open tickets only.
    """

    key: str
    label: str | Promise
    narrow: Narrow
    order: tuple[str, ...] = BY_TIME_LEFT
    bulk: tuple[str, ...] = ()
    hint: str | Promise = ""

    @property
    def only_open(self) -> bool:
        return self.key != "all"


def in_state(*states: str) -> Narrow:
    """Return what narrows a list to states."""
    if len(states) == 1:
        return lambda rows, at: rows.filter(state=states[0])
    return lambda rows, at: rows.filter(state__in=states)


RUNNING: Narrow = lambda rows, at: rows.running()  # noqa: E731 - a table of small rules
OVERDUE: Narrow = lambda rows, at: rows.overdue(at=at)  # noqa: E731

UNCONFIRMED: Narrow = lambda rows, at: rows.filter(state=S.REPORTED, confirmed_at=None)  # noqa: E731

# In the order of the office's day: what waits for its decision, then what others are doing.
QUEUE = (
    Tab(
        "verify",
        _("To verify"),
        UNCONFIRMED,
        hint=_("Not found by a patrol: have it confirmed on site, or decide not to register it."),
    ),
    Tab(
        "register",
        _("To register"),
        lambda rows, at: rows.filter(state=S.REPORTED, confirmed_at__isnull=False),
        bulk=("register",),
        hint=_("Confirmed on site: register it, or decide not to."),
    ),
    Tab(
        "dispatch",
        _("To dispatch"),
        in_state(S.REGISTERED),
        bulk=("dispatch",),
        hint=_("Registered, or given back by a unit: choose the responsible unit and the time limit."),
    ),
    Tab(
        "check",
        _("To check"),
        in_state(S.RECTIFIED),
        bulk=("close",),
        hint=_("Reported as rectified: compare the photos, then close it or send it back for rework."),
    ),
    Tab(
        "extension",
        _("Extension asked"),
        lambda rows, at: rows.filter(extension_asked_at__isnull=False),
        hint=_("A unit asks for more time: agree or decline."),
    ),
    Tab(
        "overdue",
        _("Overdue"),
        OVERDUE,
        hint=_("Past the deadline and not rectified, the longest overdue first: press the unit."),
    ),
    Tab("running", _("Running"), RUNNING, hint=_("With the responsible units, the least time left first.")),
    Tab(
        "suspended",
        _("Suspended"),
        in_state(S.SUSPENDED),
        hint=_("No time is counted. Resume when the reason is gone."),
    ),
    Tab("all", _("All"), lambda rows, at: rows, order=NEWEST, bulk=("register", "dispatch", "close")),
)
INSPECTOR = (
    Tab(
        "check",
        _("To check"),
        in_state(S.RECTIFIED),
        hint=_("Reported as rectified: compare the photos, then close it or send it back for rework."),
    ),
    Tab(
        "verify",
        _("To verify on site"),
        UNCONFIRMED,
        hint=_("Reported by others: look at the place, and confirm what you find with a photo."),
    ),
    Tab(
        "returned",
        _("Returned"),
        lambda rows, at: rows.filter(state=S.REGISTERED, return_count__gt=0),
        hint=_("Given back by the unit: the office dispatches it anew."),
    ),
    Tab("open", _("Still open"), lambda rows, at: rows.open(), order=NEWEST),
    Tab("all", _("All of our group"), lambda rows, at: rows, order=NEWEST),
)
HANDLER = (
    Tab(
        "running",
        _("To do"),
        RUNNING,
        hint=_("The least time left first: accept it, put it right, and answer with a photo before the deadline."),
    ),
    Tab("overdue", _("Overdue"), OVERDUE, hint=_("Past the deadline: put it right at once.")),
    Tab(
        "rework",
        _("Rework"),
        lambda rows, at: rows.running().filter(rework_count__gt=0),
        hint=_("The check was not passed: read why, and put it right."),
    ),
    Tab(
        "check", _("Waiting for the check"), in_state(S.RECTIFIED), hint=_("Reported as rectified: no time is counted.")
    ),
    Tab(
        "suspended",
        _("Suspended"),
        in_state(S.SUSPENDED),
        hint=_("No time is counted. Resume when the reason is gone."),
    ),
    Tab("all", _("All"), lambda rows, at: rows, order=NEWEST),
)


def chosen(tabs: tuple[Tab, ...], key: str | None) -> Tab:
    """Return the tab of that key, or the first."""
    return next((tab for tab in tabs if tab.key == key), tabs[0])


def first_waiting(counted: list[dict[str, Any]]) -> Tab:
    """Return the first tab in which something waits, of those that :func:`with_counts` gave; else the first."""
    return next((each["tab"] for each in counted if each["counted"]), counted[0]["tab"])


def with_counts(tabs: tuple[Tab, ...], rows: TicketQuerySet, *, at: datetime) -> list[dict[str, Any]]:
    """Return the tabs with how many each holds: one query for all, none counted beyond the cap.

    A tab that holds everything is not counted: its number would only say how long the campaign has run.
    """
    lists = {tab.key: tab.narrow(rows, at) for tab in tabs if tab.key != "all"}
    counts = capped_counts(lists)
    return [
        {"tab": tab, "count": in_words(counts[tab.key]) if tab.key in counts else "", "counted": counts.get(tab.key)}
        for tab in tabs
    ]
