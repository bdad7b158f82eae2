"""Finding points and tickets by the few letters that a person types."""

import re

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from inspections.models import Point, Ticket

# A text that fits more points than this names none of them.
MOST_POINTS = 500
# 20261123-0042, or how it begins.
TICKET_NUMBER = re.compile(r"^\d{4,8}(-\d{0,6})?$")


def points(rows: QuerySet[Point], text: str) -> QuerySet[Point]:
    """Return the points whose code begins with ``text``, whose name holds it, or whose initials hold it."""
    text = text.strip()
    if not text:
        return rows
    return rows.filter(Q(code__istartswith=text) | Q(name__icontains=text) | Q(pinyin__contains=text.lower()))


def best_points(rows: QuerySet[Point], text: str, *, limit: int) -> list[Point]:
    """Return the points that fit best: the very code first, then names and initials that begin so."""
    text = text.strip()
    rank = Case(
        When(code__iexact=text, then=Value(0)),
        When(name__startswith=text, then=Value(1)),
        When(pinyin__startswith=text.lower(), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    found = points(rows, text).annotate(rank=rank).order_by("rank", "code")
    return list(found.select_related("area", "type")[:limit])


def point_named(rows: QuerySet[Point], text: str) -> Point | None:
    """Return the one point that ``text`` names: by its code, or by a name that no other has."""
    text = text.strip()
    found = list(rows.filter(Q(code__iexact=text) | Q(name=text))[:3])
    by_code = [point for point in found if point.code.lower() == text.lower()]
    if by_code or len(found) == 1:
        return (by_code or found)[0]
    return None


def tickets(rows: QuerySet[Ticket], text: str) -> QuerySet[Ticket]:
    """Return the tickets whose number begins with ``text``, or whose point it names."""
    text = text.strip()
    if not text:
        return rows
    if TICKET_NUMBER.match(text):
        return rows.filter(number__startswith=text)
    named = points(Point.objects.all(), text).values_list("pk", flat=True)[:MOST_POINTS]
    return rows.filter(point__in=list(named))
