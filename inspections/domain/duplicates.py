"""Tickets that are likely the same problem, by place, category, time and words; merged, or told apart for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from command.models import User
from inspections.domain.distances import Place, metres
from inspections.domain.rules import OFFICE
from inspections.domain.texts import fold
from inspections.errors import WrongTarget
from inspections.models import NotDuplicate, Ticket

NEAR_METRES, NEAR_DAYS = 200, 14
# Shared pairs of characters, of all that two texts have together.
ALIKE = 0.4
# Of so many candidates the likeliest are shown.
CANDIDATES, MOST = 300, 10
METRES_A_DEGREE = 111_000
RELATED = ("point", "area", "category__parent", "department")


@dataclass(frozen=True)
class Likeness:
    """How much two tickets have in common. ``metres`` is None where a place is unknown, ``alike`` from 0 to 1."""

    ticket: Ticket
    same_point: bool
    same_category: bool
    metres: int | None
    days: int
    alike: float

    @property
    def is_likely(self) -> bool:
        near = self.metres is not None and self.metres <= NEAR_METRES
        return (self.same_point or near) and (self.same_category or self.alike >= ALIKE)

    @property
    def rank(self) -> tuple[bool, bool, float, int]:
        return (not (self.same_point and self.same_category), not self.same_point, -self.alike, self.days)

    @property
    def percent(self) -> int:
        return round(self.alike * 100)


def likely(ticket: Ticket, *, user: User) -> list[Likeness]:
    """Return the open tickets in the scope of ``user`` that are likely the same problem, the likeliest first.

    One query; those that were told apart from it are left out.
    """
    found = (likeness(ticket, other) for other in _candidates(ticket, user))
    return sorted((each for each in found if each.is_likely), key=lambda each: each.rank)[:MOST]


def _candidates(ticket: Ticket, user: User) -> QuerySet[Ticket]:
    told = NotDuplicate.objects.filter(
        Q(first=ticket, second=OuterRef("pk")) | Q(second=ticket, first=OuterRef("pk")),
    )
    days = timedelta(days=NEAR_DAYS)
    soon = Q(reported_at__range=(ticket.reported_at - days, ticket.reported_at + days))
    where = _around(ticket) & soon
    if ticket.point_id:
        where |= Q(point=ticket.point_id)
    rows = Ticket.objects.visible_to(user).open().filter(where).exclude(pk=ticket.pk).exclude(Exists(told))
    return rows.select_related(*RELATED).order_by("-id")[:CANDIDATES]


def _around(ticket: Ticket) -> Q:
    """Return what is in a box around the ticket, or, where its place is unknown, in its area."""
    if ticket.position is None:
        return Q(area=ticket.area_id)
    longitude, latitude = ticket.position
    high = NEAR_METRES / METRES_A_DEGREE
    wide = high / cos(radians(latitude))
    across, along = (longitude - wide, longitude + wide), (latitude - high, latitude + high)
    own = Q(longitude__range=across, latitude__range=along)
    return own | Q(point__longitude__range=across, point__latitude__range=along)


def likeness(ticket: Ticket, other: Ticket) -> Likeness:
    """Compare two tickets."""
    return Likeness(
        ticket=other,
        same_point=ticket.point_id is not None and ticket.point_id == other.point_id,
        same_category=ticket.category_id == other.category_id,
        metres=_apart(ticket.position, other.position),
        days=abs((ticket.reported_at - other.reported_at).days),
        alike=alike(ticket.description, other.description),
    )


def _apart(one: Place | None, other: Place | None) -> int | None:
    return round(metres(one, other)) if one and other else None


def alike(one: str, other: str) -> float:
    """Return how many pairs of neighbouring characters two texts share, of all that they have, from 0 to 1."""
    first, second = _pairs(one), _pairs(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _pairs(text: str) -> set[str]:
    plain = fold(text)
    return {plain[place : place + 2] for place in range(len(plain) - 1)}


def clusters(user: User, *, most: int = 50) -> list[tuple[int, int, int]]:
    """Return, for points where a category is open more than once: oldest and newest ticket (ids), and how many.

    The newest come first; two that were told apart are left out.
    """
    rows = Ticket.objects.visible_to(user).open().filter(point__isnull=False).order_by().values("point", "category")
    counted = rows.annotate(oldest=Min("id"), newest=Max("id"), count=Count("id")).filter(count__gt=1)
    found = list(counted.order_by("-newest").values_list("oldest", "newest", "count")[: 2 * most])
    pairs = NotDuplicate.objects.filter(first__in=[oldest for oldest, _newest, _count in found])
    told = set(pairs.values_list("first", "second"))
    return [each for each in found if each[:2] not in told][:most]


def tell_apart(one: Ticket, other: Ticket, *, by: User, at: datetime, note: str = "") -> None:
    """Remember that two tickets are not the same problem; again is no change. ``NotAllowed`` but to the office."""
    OFFICE.check(one, by)
    if one.pk == other.pk:
        raise WrongTarget
    first, second = sorted((one.pk, other.pk))
    given = {"by": by, "at": at, "note": note[:200]}
    NotDuplicate.objects.get_or_create(first_id=first, second_id=second, defaults=given)
