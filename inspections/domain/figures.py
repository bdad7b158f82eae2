"""The figures of problems. What each counts is a condition of :mod:`inspections.domain.counts`."""

from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from command.models import Area
from core.domain.figures import Among, Figure, Scope
from core.domain.figures.scope import NO_POINT
from inspections.domain import counts
from inspections.models import Ticket
from inspections.models.tickets import TicketQuerySet, ticket_scope

# The most pressing first, or the newest; each order has its index.
ORDER = {
    "open": ("due_at", "id"),
    "overdue": ("due_at", "id"),
    "new": ("-reported_at", "-id"),
    "relapsed": ("-reported_at", "-id"),
    "due": ("-id",),
    **dict.fromkeys((key for key in counts.CONDITIONS if key.startswith("cohort_")), ("-reported_at", "-id")),
}
NEWEST_CLOSED = ("-closed_at", "-id")


def narrowed(tickets: TicketQuerySet, scope: Scope) -> TicketQuerySet:
    """Return the tickets of the unit, the category, the area (with everything below it) and the point of ``scope``."""
    if scope.department:
        tickets = tickets.filter(department_id=scope.department)
    if scope.category:
        tickets = tickets.filter(category_id=scope.category)
    if scope.own:
        tickets = tickets.filter(area__code=scope.area)
    elif scope.area:
        tickets = tickets.filter(area_id__in=Area.objects.under(scope.area).values("pk"))
    return _at_point(tickets, scope.point)


def _at_point(tickets: TicketQuerySet, point: str) -> TicketQuerySet:
    if point == NO_POINT:
        return tickets.filter(point=None)
    return tickets.filter(point__code=point) if point else tickets


def _tickets(scope: Scope, user: Any) -> TicketQuerySet:
    return narrowed(Ticket.objects.visible_to(user), scope)


def _where(key: str, scope: Scope) -> Q:
    return counts.condition(key, period=scope.period, at=scope.at)


def _found(key: str, scope: Scope, user: Any) -> TicketQuerySet:
    return _tickets(scope, user).filter(_where(key, scope)).order_by(*ORDER.get(key, NEWEST_CLOSED))


def _sees_all(user: Any) -> bool:
    return ticket_scope(user) is None


_of_tickets = partial(
    Figure,
    unit=pgettext_lazy("measure word", "problems"),
    narrows=("department", "area", "category"),
    has_points=True,
    permission="inspections.view_ticket",
    sees_all=_sees_all,
)


def _count(key: str, *facts: Any, **more: Any) -> Figure:
    return _of_tickets(key, *facts, find=partial(_found, key), among=Among(_tickets, partial(_where, key)), **more)


FIGURES = (
    _count(
        "open",
        _("Open problems"),
        _("Reported and not yet closed, rejected or voided, at the time of the data."),
        is_flow=False,
        stands_now=True,
    ),
    _count("new", _("New problems"), _("Reported in the period, from every source.")),
    _count("closed", _("Closed"), _("Closed in the period after a passed check or on the spot."), more_is="good"),
    _count(
        "overdue",
        _("Overdue now"),
        _("With the responsible unit, and past the deadline at the time of the data."),
        more_is="bad",
        is_flow=False,
        stands_now=True,
    ),
    _of_tickets(
        "on_time_rate",
        _("On-time closure rate"),
        _(
            "Closed in the period with the accepted rectification before the deadline ÷ due. "
            "Due: closed in the period, or overdue and still open at its end; suspended ones are left out."
        ),
        unit="",
        part="on_time",
        of="due",
        more_is="good",
    ),
    _of_tickets(
        "closure_rate",
        _("Closure rate"),
        _(
            "Closed in the period ÷ due. "
            "Due: closed in the period, or overdue and still open at its end; suspended ones are left out."
        ),
        unit="",
        part="closed",
        of="due",
        more_is="good",
    ),
    _of_tickets(
        "rework_rate",
        _("Rework rate"),
        _("Closed in the period after at least one failed check ÷ closed in the period."),
        unit="",
        part="reworked",
        of="closed",
        more_is="bad",
    ),
    _count(
        "relapsed",
        _("Relapses"),
        _("Reported in the period as the same problem at the same point, soon after it had been closed."),
        more_is="bad",
    ),
    _count(
        "due",
        _("Due"),
        _("Closed in the period, or overdue and still open at its end; suspended ones are left out."),
    ),
    _count(
        "on_time",
        _("Closed on time"),
        _("Closed in the period with the accepted rectification before the deadline."),
        more_is="good",
    ),
    _count(
        "reworked",
        _("Closed after rework"),
        _("Closed in the period after at least one failed check."),
        more_is="bad",
    ),
    _count(
        "cohort_registered",
        pgettext_lazy("step", "Registered"),
        _("Reported in the period and registered, not thrown out since."),
    ),
    _count(
        "cohort_dispatched",
        pgettext_lazy("step", "Dispatched"),
        _("Of the registered of the period: with a responsible unit, or closed. What a unit gave back is not."),
    ),
    _count(
        "cohort_handled",
        pgettext_lazy("step", "Handled"),
        _("Of the dispatched of the period: taken up by the unit at least once."),
    ),
    _count(
        "cohort_rectified",
        pgettext_lazy("step", "Answered"),
        _("Of those taken up of the period: answered by the unit at least once."),
    ),
    _count(
        "cohort_checked",
        pgettext_lazy("step", "Checked"),
        _("Of the answered of the period: checked at least once, passed or not."),
    ),
    _count(
        "cohort_closed",
        pgettext_lazy("step", "Closed"),
        _("Of the registered of the period: closed by now, after a passed check or on the spot."),
    ),
)
