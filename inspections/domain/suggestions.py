"""What the office would choose at dispatch: a unit for each ticket, with the reason, and the limits that fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from command.choices import HANDLING_KINDS, AreaRank
from command.models import Department
from inspections.domain import defaults, queries
from inspections.models import Ticket, TimeLimit

# How far back it is looked who handled such problems.
LOOK_BACK = timedelta(days=365)
# Fewer dispatches than this are no habit.
HABIT = 2
OF_THE_POINT = gettext_lazy("the point's responsible unit")
OF_THE_CATEGORY = gettext_lazy("the usual unit of the category")

# Category and code of a town.
Kind = tuple[int, str]


@dataclass(frozen=True)
class Suggestion:
    """For one ticket: the unit and why (both may be missing), the usual limit, and every limit that fits."""

    department: Department | None
    reason: str | Promise
    limit: TimeLimit | None
    limits: list[TimeLimit]


def suggest(tickets: Sequence[Ticket], *, at: datetime) -> dict[int, Suggestion]:
    """Return a suggestion for each ticket by its id, in a constant number of queries.

    The unit is the point's; else the one that was given most problems of the category in this town within a year;
    else the category's usual one; and only one in force that handles problems. The tickets come with
    ``point__department``, ``category__usual_unit`` and ``area``.
    """
    usual, fitting = defaults.default_limits(tickets), queries.fitting_limits(tickets)
    habits = _habits([each for each in tickets if _of_the_point(each, at) is None], at)
    found = {}
    for each in tickets:
        department, reason = _unit(each, habits, at)
        found[each.pk] = Suggestion(department, reason, usual.get(each.category_id), fitting[each.category_id])
    return found


def _unit(ticket: Ticket, habits: dict[Kind, tuple[Department, int]], at: datetime) -> tuple[Department | None, str]:
    if department := _of_the_point(ticket, at):
        return department, str(OF_THE_POINT)
    if habit := habits.get(_kind(ticket)):
        words = {"n": habit[1]}
        return habit[0], _("was given most such problems in this town within a year: %(n)d") % words
    unit = ticket.category.usual_unit
    return (unit, str(OF_THE_CATEGORY)) if unit and _may_handle(unit, at) else (None, "")


def _kind(ticket: Ticket) -> Kind:
    return ticket.category_id, AreaRank.TOWN.of(ticket.area.code)


def _of_the_point(ticket: Ticket, at: datetime) -> Department | None:
    unit = ticket.point.department if ticket.point else None
    return unit if unit and _may_handle(unit, at) else None


def _may_handle(unit: Department, at: datetime) -> bool:
    return unit.kind in HANDLING_KINDS and unit.is_active(timezone.localdate(at))


def _habits(tickets: Sequence[Ticket], at: datetime) -> dict[Kind, tuple[Department, int]]:
    """Return, for each category and town of the tickets, the unit that was given most of them, and how many."""
    kinds = {_kind(each) for each in tickets}
    if not kinds:
        return {}
    counted = _counted(kinds, at)
    units = Department.objects.handling().active(timezone.localdate(at)).in_bulk({unit for _kind, unit in counted})
    found: dict[Kind, tuple[Department, int]] = {}
    for (kind, unit), count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0][1])):
        if unit in units and count >= HABIT:
            found.setdefault(kind, (units[unit], count))
    return found


def _counted(kinds: set[Kind], at: datetime) -> dict[tuple[Kind, int], int]:
    wanted = Q()
    for category, town in kinds:
        wanted |= Q(category=category, area__code__startswith=town)
    given = Ticket.objects.filter(wanted, department__isnull=False, dispatched_at__gte=at - LOOK_BACK)
    rows = given.order_by().values_list("category_id", "area__code", "department_id").annotate(Count("id"))
    counted: dict[tuple[Kind, int], int] = {}
    for category, code, unit, count in rows:
        key = ((category, AreaRank.TOWN.of(code)), unit)
        counted[key] = counted.get(key, 0) + count
    return counted
