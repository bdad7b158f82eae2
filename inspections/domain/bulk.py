"""One verb for many tickets. Each is carried out or refused for itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from command.models import Department, User
from core.errors import DomainError
from inspections.domain import tickets
from inspections.models import Ticket, TimeLimit

MOST = 200


@dataclass
class Outcome:
    """What became of many: those done, and for each refused one its sentence."""

    done: list[Ticket] = field(default_factory=list)
    refused: list[tuple[Ticket, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Order:
    """What is to become of one ticket: its unit and limit, and the version that the person had before them."""

    ticket: Ticket
    department: Department
    limit: TimeLimit
    version: int


def register(rows: Iterable[Ticket], *, by: User, at: datetime) -> Outcome:
    """Register each ticket (立案)."""
    return _each(rows, lambda ticket: tickets.register(ticket, by=by, at=at, version=ticket.version))


def close(rows: Iterable[Ticket], *, by: User, at: datetime) -> Outcome:
    """Close each ticket after its check (销号)."""
    return _each(rows, lambda ticket: tickets.close(ticket, by=by, at=at, version=ticket.version))


def dispatch(orders: Iterable[Order], *, by: User, at: datetime) -> Outcome:
    """Dispatch each ticket to its unit with its limit (派遣)."""
    wanted = {order.ticket: order for order in orders}

    def carry_out(ticket: Ticket) -> Ticket:
        order = wanted[ticket]
        return tickets.dispatch(
            ticket, by=by, at=at, version=order.version, department=order.department, limit=order.limit
        )

    return _each(wanted, carry_out)


def _each(rows: Iterable[Ticket], carry_out: Callable[[Ticket], Ticket]) -> Outcome:
    outcome = Outcome()
    for ticket in rows:
        try:
            outcome.done.append(carry_out(ticket))
        except DomainError as error:
            outcome.refused.append((ticket, str(error)))
    return outcome
