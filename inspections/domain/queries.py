"""What several doors ask about tickets."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from inspections.choices import TicketState
from inspections.models import Category, Point, Ticket


def open_duplicates(point: Point | None, category: Category) -> QuerySet[Ticket]:
    """Return the open tickets of the same category at the same point, oldest first; none where there is no point.

    Not bound to anybody's row scope: whoever logs problems must learn of them, and may add to them.
    """
    if point is None:
        return Ticket.objects.none()
    return Ticket.objects.open().filter(point=point, category=category).order_by("id")


def relapse_of(point: Point | None, category: Category, *, at: datetime) -> Ticket | None:
    """Return the ticket of which a problem found at ``at`` is a relapse (反弹).

    The one of the same point and category that was closed last within ``RELAPSE_DAYS`` before.
    """
    if point is None:
        return None
    since = at - timedelta(days=settings.RELAPSE_DAYS)
    closed = Ticket.objects.filter(point=point, category=category, state=TicketState.CLOSED)
    return closed.filter(closed_at__gte=since, closed_at__lte=at).order_by("-closed_at", "-id").first()
