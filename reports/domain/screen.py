"""What the big screen shows: figures of the whole city, rankings, trend, places with problems, what has just happened.

No name and no number of a person, and no sentence that somebody wrote, ever gets here: the screen hangs in a room
that visitors enter.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from command.choices import AreaRank
from inspections.choices import Verb
from inspections.models import Point, Ticket, TicketEvent
from reports.domain import boards, maps, snapshots
from reports.domain.dashboard import Dashboard, Row, Selection
from reports.domain.figures import FIGURES

ROWS_SHOWN = 8
EVENTS_SHOWN = 9
# Steps that a room wants to see pass by; requests, corrections and hand-overs inside a unit are left out.
TOLD = (
    Verb.REPORT,
    Verb.REGISTER,
    Verb.DISPATCH,
    Verb.RECTIFY,
    Verb.REWORK,
    Verb.CLOSE,
    Verb.CLOSE_ON_THE_SPOT,
    Verb.REOPEN,
)


@dataclass(frozen=True)
class Standing:
    """A unit or town in its ranking. ``on_time`` is the rate as it is printed."""

    name: str
    open: int
    overdue: int
    on_time: str


@dataclass(frozen=True)
class Event:
    """Something that happened to a problem: when, what, of which category, where."""

    at: datetime
    verb: str
    number: str
    category: str
    town: str
    place: str

    @property
    def verb_in_words(self) -> str:
        return str(Verb(self.verb).label)


@dataclass(frozen=True)
class Screen:
    """Everything on the screen, as plain values: it is kept in the cache."""

    at: datetime
    board: Dashboard
    events: list[Event]
    points: dict[str, Any]


def latest(selection: Selection, *, at: datetime) -> Screen:
    """Return the screen of the whole city, at most a minute old where somebody keeps asking."""
    name = f"screen:{boards.name_of('city', selection)}"
    return snapshots.latest(name, lambda: compute(selection, at=at), at=at)


def compute(selection: Selection, *, at: datetime) -> Screen:
    """Count the screen anew."""
    board = boards.of_city(selection, at=at)
    return Screen(board.at, board, events(selection), places(selection, at=at))


def ranked(rows: list[Row]) -> list[Standing]:
    """Return as many of a ranking as the screen has room for."""
    return standings(rows, ROWS_SHOWN)


def standings(rows: list[Row], number: int) -> list[Standing]:
    """Return the first ``number`` rows by overdue problems, then by open ones."""
    ordered = sorted(rows, key=lambda row: (-row.counts["overdue"], -row.counts["open"], row.name))
    return [_standing(row) for row in ordered[:number]]


def events(selection: Selection) -> list[Event]:
    """Return what happened last within the period, the newest first."""
    chosen = TicketEvent.objects.filter(verb__in=TOLD, at__gte=selection.period.starts_at)
    if selection.department or selection.area or selection.category:
        chosen = chosen.filter(ticket__in=selection.narrow(Ticket.objects.all()))
    newest = chosen.select_related("ticket__category", "ticket__area__parent", "ticket__point").order_by("-at", "-id")
    return [_event(event) for event in newest[:EVENTS_SHOWN]]


def places(selection: Selection, *, at: datetime) -> dict[str, Any]:
    """Return the points that have open problems, as the map's columns, without what the screen does not show."""
    found = maps.counted(Point.objects.all(), Ticket.objects.all(), selection, at=at)
    busy = [n for n, number in enumerate(found["open"]) if number]
    return {key: [found[key][n] for n in busy] for key in ("lon", "lat", "open", "overdue")}


def _standing(row: Row) -> Standing:
    rate = FIGURES["on_time_rate"].display(row.counts)
    return Standing(row.name, row.counts["open"], row.counts["overdue"], rate)


def _event(event: TicketEvent) -> Event:
    ticket = event.ticket
    return Event(
        at=event.at,
        verb=event.verb,
        number=ticket.number,
        category=ticket.category.name,
        town=_town_of(ticket),
        place=ticket.point.name if ticket.point else "",
    )


def _town_of(ticket: Ticket) -> str:
    is_below = len(ticket.area.code) > AreaRank.TOWN.code_length
    return ticket.area.parent.name if is_below and ticket.area.parent else ticket.area.name
