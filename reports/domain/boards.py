"""What is kept of the dashboard: the counts of all areas, one set per row scope, period, unit and category."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from core.periods import Period
from inspections.models import Ticket
from inspections.models.tickets import TicketQuerySet, ticket_scope
from reports.domain import cube, dashboard, outreach, snapshots
from reports.domain.cube import Slice
from reports.domain.dashboard import Dashboard
from reports.domain.selection import Selection

DEFAULT_DAYS = 30
# Whoever sees every ticket reads the same results.
CITY_SCOPE = "city"


def counted(user: Any, selection: Selection, *, at: datetime) -> Slice:
    """Return the counts of the chosen area in the row scope of ``user``.

    At most a minute old where somebody keeps asking. Whichever area was asked first: the others are counted with it.
    """
    return _counted(scope_name(user), Ticket.objects.visible_to(user), selection, at)


def _counted(scope: str, tickets: TicketQuerySet, selection: Selection, at: datetime) -> Slice:
    name, count = _name(scope, selection), lambda: cube.split(cube.count(tickets, selection, at=at))
    return snapshots.latest_part(name, selection.area, count, at=at)


def latest(user: Any, selection: Selection, *, at: datetime) -> Dashboard:
    """Return the dashboard of an area in the row scope of ``user``, made of the counts that are kept."""
    return made(user, selection, counted(user, selection, at=at))


def of_city(selection: Selection, *, at: datetime) -> Dashboard:
    """Return the dashboard over every ticket of the city."""
    return dashboard.build(_counted(CITY_SCOPE, Ticket.objects.all(), selection, at), Ticket.objects.all(), selection)


def made(user: Any, selection: Selection, counts: Slice) -> Dashboard:
    """Return the dashboard made of counts that :func:`counted` returned."""
    return dashboard.build(counts, Ticket.objects.visible_to(user), selection)


def warm(*, at: datetime) -> None:
    """Count the page that officials open first, and with it the page of every area, so that nobody waits."""
    selection = Selection(Period.of_days(DEFAULT_DAYS, until=timezone.localdate(at)))
    parts = cube.split(cube.count(Ticket.objects.all(), selection, at=at))
    snapshots.keep_parts(_name(CITY_SCOPE, selection), parts, at=at)
    outreach.warm(selection.period, at=at)


def scope_name(user: Any) -> str:
    """Return under which name results for ``user`` are kept: one for all who see everything."""
    return CITY_SCOPE if ticket_scope(user) is None else f"user-{user.pk}"


def name_of(scope: str, selection: Selection) -> str:
    """Return the name of a result over what was chosen."""
    return f"{_name(scope, selection)}:{selection.area}"


def _name(scope: str, selection: Selection) -> str:
    """Return the name under which the counts of all areas are kept."""
    period = selection.period
    return f"cube:{scope}:{period.first}:{period.last}:{selection.department}:{selection.category}"
