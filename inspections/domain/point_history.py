"""What a point has seen: its figures since the beginning, what was checked there, its photos before and after."""

from datetime import datetime

from command.models import User
from core.domain.figures import Scope, Value, get, measure
from inspections.choices import Verb
from inspections.domain import wall
from inspections.domain.wall import Pair
from inspections.models import Point, Ticket, TicketEvent
from inspections.models.tickets import TicketQuerySet

SHOWN = ("open", "overdue", "new", "closed", "relapsed")
CHECKS = (Verb.CLOSE, Verb.REWORK, Verb.CLOSE_ON_THE_SPOT)
CHECKS_SHOWN = 10


def tickets(point: Point, user: User) -> TicketQuerySet:
    """Return the tickets of the point in the row scope of ``user``, newest first."""
    return Ticket.objects.visible_to(user).filter(point=point).order_by("-id")


def figures(point: Point, user: User, *, at: datetime) -> list[Value]:
    """Return the figures of the point's problems so far that ``user`` may read: one query."""
    scope = Scope.until(at).at_point(point.code)
    return measure([(figure, scope) for figure in map(get, SHOWN) if figure.may_read(user)], user)


def checks(point: Point, user: User) -> list[TicketEvent]:
    """Return the last checks of what was rectified at the point, passed or sent back, the newest first."""
    found = TicketEvent.objects.filter(ticket__in=tickets(point, user).order_by(), verb__in=CHECKS)
    return list(found.select_related("ticket__category", "department").order_by("-at", "-id")[:CHECKS_SHOWN])


def pairs(point: Point, user: User) -> list[Pair]:
    """Return what was closed last at the point, with a photo of each side."""
    return wall.latest(tickets(point, user).filter(closed_at__isnull=False))
