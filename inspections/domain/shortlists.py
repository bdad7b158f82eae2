"""Somebody's list of points for a day: what is on it, in which order, what has been looked at."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from command.models import User
from inspections.domain import routes
from inspections.domain.distances import Place, metres
from inspections.errors import ListTooLong
from inspections.models import Point, PointCheck, ShortlistEntry

MOST = 60


@transaction.atomic
def add(points: Iterable[Point], *, by: User, day: date) -> int:
    """Put points at the end of the list of ``by``, once each, and return how many are new.

    ``ListTooLong`` where more than ``MOST`` would be on it; nothing is added then.
    """
    known = dict(ShortlistEntry.objects.of(by, day).values_list("point_id", "place"))
    new = [point for point in points if point.pk not in known]
    if len(known) + len(new) > MOST:
        raise ListTooLong(MOST)
    last = max(known.values(), default=0)
    rows = [ShortlistEntry(owner=by, day=day, point=point, place=last + n) for n, point in enumerate(new, 1)]
    return len(ShortlistEntry.objects.bulk_create(rows, ignore_conflicts=True))


def remove(entry: ShortlistEntry) -> None:
    """Take an entry off its list."""
    entry.delete()


@transaction.atomic
def move(entry: ShortlistEntry, *, steps: int) -> None:
    """Move an entry so many places down its list, or up where ``steps`` is negative; at the ends it stays."""
    rows = list(ShortlistEntry.objects.of(entry.owner, entry.day).select_for_update())
    here = next(place for place, row in enumerate(rows) if row.pk == entry.pk)
    rows.insert(min(max(here + steps, 0), len(rows) - 1), rows.pop(here))
    _number(rows)


@transaction.atomic
def arrange(owner: User, day: date, *, start: ShortlistEntry | None = None) -> None:
    """Bring the list into the order of a short way that begins at ``start``, or else at its first point.

    Points without coordinates come last, in the order that they have.
    """
    rows = list(ShortlistEntry.objects.of(owner, day).select_related("point").select_for_update(of=("self",)))
    rows.sort(key=lambda row: start is not None and row.pk != start.pk)
    placed = [(row, position) for row in rows if (position := row.point.position)]
    order = routes.shortest([position for _row, position in placed])
    _number([*(placed[place][0] for place in order), *(row for row in rows if row.point.position is None)])


def _number(rows: Sequence[ShortlistEntry]) -> None:
    for place, row in enumerate(rows, 1):
        row.place = place
    ShortlistEntry.objects.bulk_update(rows, ["place"])


@transaction.atomic
def tick(entry: ShortlistEntry, *, by: User, at: datetime) -> None:
    """Note that a point was looked at and nothing found: a check of the point (检查). Ticked again, nothing happens."""
    if ShortlistEntry.objects.filter(pk=entry.pk, checked_at=None).update(checked_at=at):
        PointCheck.objects.create(point_id=entry.point_id, checked_at=at, checked_by=by)


def legs(rows: Sequence[ShortlistEntry]) -> list[float | None]:
    """Return the kilometres from each entry's predecessor; None for the first and where a place is unknown."""
    positions = [row.point.position for row in rows]
    return [None] * min(1, len(rows)) + [_kilometres(*leg) for leg in pairwise(positions)]


def _kilometres(here: Place | None, there: Place | None) -> float | None:
    return metres(here, there) / 1000 if here and there else None


def today() -> date:
    """Return the day whose list is shown."""
    return timezone.localdate()
