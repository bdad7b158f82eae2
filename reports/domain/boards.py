"""The kept dashboards: one per row scope and selection."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from core.periods import Period
from inspections.models import Ticket
from inspections.models.tickets import ticket_scope
from reports.domain import dashboard, snapshots
from reports.domain.dashboard import Dashboard, Selection

DEFAULT_DAYS = 30


def latest(user: Any, selection: Selection, *, at: datetime) -> Dashboard:
    """Return the dashboard in the row scope of ``user``, at most a minute old where somebody keeps asking."""
    if ticket_scope(user) is None:
        return of_city(selection, at=at)
    tickets = Ticket.objects.visible_to(user)
    name = name_of(f"user-{user.pk}", selection)
    return snapshots.latest(name, lambda: dashboard.compute(tickets, selection, at=at), at=at)


def of_city(selection: Selection, *, at: datetime) -> Dashboard:
    """Return the dashboard over every ticket of the city."""
    name = name_of("city", selection)
    return snapshots.latest(name, lambda: dashboard.compute(Ticket.objects.all(), selection, at=at), at=at)


def warm(*, at: datetime) -> Dashboard:
    """Count the page that officials open first, so that nobody waits for it."""
    selection = Selection(Period.of_days(DEFAULT_DAYS, until=timezone.localdate(at)))
    name = name_of("city", selection)
    return snapshots.refresh(name, lambda: dashboard.compute(Ticket.objects.all(), selection, at=at), at=at)


def name_of(scope: str, selection: Selection) -> str:
    """Return the name under which a dashboard is kept."""
    period = selection.period
    return (
        f"dashboard:{scope}:{period.first}:{period.last}:{selection.department}:{selection.area}:{selection.category}"
    )
