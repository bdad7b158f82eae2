"""The words of tickets as search reads them, written in the transaction that writes what they tell."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat, Left

from inspections.choices import OPEN_STATES
from inspections.models import Ticket, TicketEvent, TicketText

# The database takes no more than a megabyte of word pairs for one row.
LONGEST = 60_000
BATCH = 2000


@lru_cache(maxsize=20_000)
def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    return "".join(" " if unicodedata.category(each)[0] in "ZC" else each for each in plain)


def fold(text: str) -> str:
    """Return a text as it is compared: half-width, lower case, one space for any gap.

    Character by character, so that a part of a text, folded, is a part of the folded text.
    """
    return " ".join("".join(map(_folded, text)).split())


def write(tickets: Iterable[Ticket], notes: Iterable[TicketEvent] = ()) -> None:
    """Write the texts of new ``tickets``; ``notes`` are those of their events that say something."""
    told: defaultdict[int, list[str]] = defaultdict(list)
    for event in notes:
        told[event.ticket_id].append(event.note)
    rows = (_text(each, told[each.pk]) for each in tickets)
    TicketText.objects.bulk_create(rows, batch_size=BATCH)


def _text(ticket: Ticket, notes: list[str]) -> TicketText:
    return TicketText(ticket=ticket, point_id=ticket.point_id, is_open=ticket.is_open, body=_body(ticket, notes))


def _body(ticket: Ticket, notes: list[str]) -> str:
    lines = (fold(text) for text in (ticket.number, ticket.place, ticket.description, *notes))
    return "\n".join(line for line in lines if line)[:LONGEST]


def follow(ticket: Ticket, event: TicketEvent) -> None:
    """Bring the text of a ticket up to an event: its note, if it has one, and that the ticket is no longer open."""
    changes: dict[str, Any] = {}
    if note := fold(event.note):
        changes["body"] = Left(Concat(F("body"), Value(f"\n{note}")), LONGEST)
    if event.from_state in OPEN_STATES and not ticket.is_open:
        changes["is_open"] = False
    if changes:
        TicketText.objects.filter(pk=ticket.pk).update(**changes)
