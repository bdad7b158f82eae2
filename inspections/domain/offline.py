"""What the form for logging needs to know without a network: points, areas, sentences, open problems.

Compact lists instead of objects: 50,000 points are some 3 MB of text, less than a second of a bad network when packed.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from command.choices import AreaRank
from command.models import Area, User
from inspections.choices import TicketState
from inspections.models import Point, PointType, Sentence, ShortlistEntry, Ticket

# An open problem that is older is long known; more of them than this is not worth a bad network.
OPEN_FOR, MOST_OPEN = timedelta(days=120), 5000

Rows = list[Any]


def reference(user: User, *, on: date) -> dict[str, Rows]:
    """Return the points in scope and in use, and what is chosen beside them.

    ``points``: code, name, initials, area, type, address, degrees; ``areas``: id, name;
    ``sentences``: category or None, text, initials. The categories are in the form itself.
    """
    return {
        "points": _points(user, on),
        "types": list(PointType.objects.values_list("id", "name")),
        "areas": _areas(),
        "sentences": list(Sentence.objects.order_by("sort", "id").values_list("category_id", "text", "pinyin")),
    }


def _points(user: User, on: date) -> Rows:
    rows = Point.objects.visible_to(user).active(on).order_by("code")
    facts = ("code", "name", "pinyin", "area_id", "type_id", "address", "longitude", "latitude")
    return list(rows.values_list(*facts))


def _areas() -> Rows:
    rows = Area.objects.filter(level__rank__gt=AreaRank.CITY).order_by("code")
    return list(rows.values_list("id", "name"))


def today(user: User, *, at: datetime) -> dict[str, Rows]:
    """Return what changes during a day: the open problems at points, and the list of points to see.

    ``open``: point code, category, number, state in words, day. Not bound to a row scope, as
    ``queries.open_duplicates``: whoever logs problems must learn of them; nothing else of them is told.
    """
    return {"open": _open(at), "shortlist": _shortlist(user, timezone.localdate(at))}


def _open(at: datetime) -> Rows:
    rows = Ticket.objects.open().filter(point__isnull=False, reported_at__gte=at - OPEN_FOR).order_by("-id")
    told = rows.values_list("point__code", "category_id", "number", "state", "reported_at")[:MOST_OPEN]
    return [
        [code, category, number, str(TicketState(state).label), f"{timezone.localtime(when):%m-%d}"]
        for code, category, number, state, when in told
    ]


def _shortlist(user: User, day: date) -> Rows:
    rows = ShortlistEntry.objects.of(user, day).values_list("id", "point__code", "point__name", "checked_at")
    return [[pk, code, name, checked is not None] for pk, code, name, checked in rows]
