"""The before/after wall: what was closed last, with a photo of each side."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from core.choices import PhotoState
from core.periods import Period
from inspections.choices import PhotoRole, TicketState
from inspections.models import Ticket, TicketPhoto
from inspections.models.tickets import TicketQuerySet

SHOWN = 6
# So many of the tickets closed last are looked at: a problem closed long ago is no news.
LOOKED_AT = 40


@dataclass(frozen=True)
class Pair:
    """A closed ticket with the first photo before and the last after."""

    number: str
    category: str
    place: str
    department: str
    closed_at: datetime | None
    before: str
    after: str


def closed_in(tickets: TicketQuerySet, period: Period) -> TicketQuerySet:
    """Return the tickets of ``tickets`` that were closed in the period."""
    return tickets.filter(state=TicketState.CLOSED, closed_at__gte=period.starts_at, closed_at__lt=period.ends_at)


def latest(closed: TicketQuerySet) -> list[Pair]:
    """Return the tickets of ``closed`` that were closed last and have both photos prepared.

    Most of those looked at are not shown: only of these more is read than their photos.
    """
    photos = _photos(closed.order_by("-closed_at").values("pk")[:LOOKED_AT])
    both = [ticket for ticket, sides in photos.items() if len(sides) == len(_SIDES)]
    told = closed.filter(pk__in=both).select_related("category", "point", "area", "department")
    return [_pair(ticket, photos[ticket.pk]) for ticket in told.order_by("-closed_at")[:SHOWN]]


_SIDES = (PhotoRole.BEFORE, PhotoRole.AFTER)


def _photos(tickets: QuerySet) -> defaultdict[int, dict[str, str]]:
    """Return for each of the tickets (their keys) its first photo before and its last after, by role."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = TicketPhoto.objects.filter(ticket__in=tickets, role__in=_SIDES, state=PhotoState.READY)
    for ticket, role, pk in rows.order_by("uploaded_at", "id").values_list("ticket_id", "role", "pk"):
        if role == PhotoRole.AFTER or role not in found[ticket]:
            found[ticket][role] = str(pk)
    return found


def _pair(ticket: Ticket, photos: dict[str, str]) -> Pair:
    return Pair(
        number=ticket.number,
        category=ticket.category.name,
        place=ticket.where,
        department=ticket.department.name if ticket.department else "",
        closed_at=ticket.closed_at,
        before=photos[PhotoRole.BEFORE],
        after=photos[PhotoRole.AFTER],
    )
