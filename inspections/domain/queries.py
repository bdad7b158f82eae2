"""What several doors ask about tickets."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from command.models import Department, User
from core.domain import calendar
from core.worktime import Calendar
from inspections.choices import TicketState, Verb
from inspections.domain import why
from inspections.domain.why import WhyOverdue
from inspections.models import Category, Point, Ticket, TicketEvent, TimeLimit


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


def with_people(ticket: Ticket, events: Iterable[TicketEvent]) -> list[TicketEvent]:
    """Return the events, they and the ticket with the people and departments that they name: two queries."""
    told = list(events)
    wanted = {ticket.department_id, ticket.finder_department_id, ticket.followed_by_id}
    departments = Department.objects.only("name").in_bulk({*wanted, *(event.department_id for event in told)} - {None})
    for name in ("department", "finder_department", "followed_by"):
        setattr(ticket, name, departments.get(getattr(ticket, f"{name}_id")))
    people = User.objects.only("name", "username").in_bulk(
        {ticket.finder_id, ticket.handler_id, *(event.actor_id for event in told)} - {None}
    )
    ticket.finder, ticket.handler = people.get(ticket.finder_id), people.get(ticket.handler_id)
    for event in told:
        event.actor, event.department = people.get(event.actor_id), departments.get(event.department_id)
    return told


def extension_asked(ticket: Ticket) -> dict[str, Any] | None:
    """Return the amount and the clock of the extension that waits for a decision, if one does."""
    if ticket.extension_asked_at is None:
        return None
    event = ticket.events.filter(verb=Verb.ASK_EXTENSION).order_by("-id").first()
    return event.data.get("asked") if event else None


def why_overdue(
    ticket: Ticket, at: datetime, *, events: Sequence[TicketEvent] | None = None, days: Calendar | None = None
) -> WhyOverdue | None:
    """Return the account of the ticket's time at ``at``, late or not; None where no limit runs.

    Two queries, or fewer where the caller has the ticket's ``events`` (all, oldest first) or the calendar.
    """
    if ticket.due_at is None:
        return None
    told = list(ticket.events.order_by("id")) if events is None else events
    return why.explain(ticket, told, days or calendar.current(), at=at)


def suggested_limits(category: Category) -> list[TimeLimit]:
    """Return the limits in use that fit ``category``: its own conditions first, its main category's, the default."""
    fitting = Q(category=category) | Q(category=None)
    if category.parent_id:
        fitting |= Q(category_id=category.parent_id)
    limits = TimeLimit.objects.filter(fitting, set__is_current=True).select_related("category")
    return sorted(limits, key=lambda limit: (_distance(limit, category), limit.pk))


def fitting_limits(tickets: Iterable[Ticket]) -> dict[int, list[TimeLimit]]:
    """Return :func:`suggested_limits` of the category of each ticket, by category id, in one query."""
    categories = {each.category_id: each.category for each in tickets}
    wanted = {pk for each in categories.values() for pk in (each.pk, each.parent_id)}
    fitting = Q(category__in=wanted - {None}) | Q(category=None)
    rows = list(TimeLimit.objects.filter(fitting, set__is_current=True).select_related("category"))
    return {pk: _nearest(category, rows) for pk, category in categories.items()}


def _nearest(category: Category, rows: list[TimeLimit]) -> list[TimeLimit]:
    own = [limit for limit in rows if limit.category_id in (None, category.pk, category.parent_id)]
    return sorted(own, key=lambda limit: (_distance(limit, category), limit.pk))


def _distance(limit: TimeLimit, category: Category) -> int:
    if limit.category_id is None:
        return 2
    return 0 if limit.category_id == category.pk else 1
