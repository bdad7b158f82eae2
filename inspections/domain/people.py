"""Whom a ticket concerns: the people behind “the responsible unit”, “the office”, “the finder”."""

from django.db.models import QuerySet

from command.choices import Role
from command.models import User
from inspections.models import Ticket


def handlers(department_id: int) -> QuerySet[User]:
    """Return the active people who act for a unit: its handlers, and its area staff."""
    return _with_role(Role.HANDLER, Role.AREA_STAFF).filter(department_id=department_id)


def colleagues(ticket: Ticket) -> QuerySet[User]:
    """Return the people of the responsible unit to whom the ticket can be handed."""
    if ticket.department_id is None:
        return User.objects.none()
    unit = handlers(ticket.department_id).order_by("name", "pk")
    return unit.exclude(pk=ticket.handler_id) if ticket.handler_id else unit


def office() -> QuerySet[User]:
    """Return the active people of the campaign office."""
    return _with_role(Role.OFFICE)


def finders(ticket: Ticket) -> QuerySet[User]:
    """Return the person who found the problem, if it was one with an account."""
    return User.objects.filter(found_tickets=ticket, is_active=True)


def _with_role(*roles: str) -> QuerySet[User]:
    return User.objects.filter(is_active=True, pk__in=_members(roles)).order_by("pk")


def _members(roles: tuple[str, ...]) -> QuerySet:
    return User.groups.through.objects.filter(group__name__in=roles).values("user_id")
