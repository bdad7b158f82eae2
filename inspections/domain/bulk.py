"""One verb for many tickets. Each is carried out or refused for itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from command.models import Department, User
from core.errors import DomainError
from inspections.domain import defaults, tickets
from inspections.models import Ticket, TimeLimit

MOST = 200


@dataclass
class Outcome:
    """What became of many: those done, and for each refused one its sentence."""

    done: list[Ticket] = field(default_factory=list)
    refused: list[tuple[Ticket, str]] = field(default_factory=list)


def _each(rows: Iterable[Ticket], carry_out: Callable[[Ticket], Ticket]) -> Outcome:
    outcome = Outcome()
    for ticket in rows:
        try:
            outcome.done.append(carry_out(ticket))
        except DomainError as error:
            outcome.refused.append((ticket, str(error)))
    return outcome


def register(rows: Iterable[Ticket], *, by: User, at: datetime) -> Outcome:
    """Register each ticket (立案)."""
    return _each(rows, lambda ticket: tickets.register(ticket, by=by, at=at, version=ticket.version))


def close(rows: Iterable[Ticket], *, by: User, at: datetime) -> Outcome:
    """Close each ticket after its check (销号)."""
    return _each(rows, lambda ticket: tickets.close(ticket, by=by, at=at, version=ticket.version))


def dispatch(rows: Iterable[Ticket], *, by: User, at: datetime, department: Department, limit: TimeLimit) -> Outcome:
    """Dispatch each ticket to the same unit with the same limit (派遣)."""

    def carry_out(ticket: Ticket) -> Ticket:
        return tickets.dispatch(ticket, by=by, at=at, version=ticket.version, department=department, limit=limit)

    return _each(rows, carry_out)


def dispatch_by_default(rows: Iterable[Ticket], *, by: User, at: datetime) -> Outcome:
    """Dispatch each ticket to the unit that answers for its point, with the default limit of its category."""
    rows = list(rows)
    limits = defaults.default_limits(rows)

    def carry_out(ticket: Ticket) -> Ticket:
        unit = ticket.point.department if ticket.point else None
        if unit is None:
            raise DomainError(_("Its point has no responsible unit: choose one."))
        if ticket.category_id not in limits:
            raise DomainError(_("Its category has no time limit: choose one."))
        limit = limits[ticket.category_id]
        return tickets.dispatch(ticket, by=by, at=at, version=ticket.version, department=unit, limit=limit)

    return _each(rows, carry_out)
