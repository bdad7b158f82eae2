"""What the pages of volunteering count."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from command.models import Area, Department, User
from core.domain.figures import Scope, Value, get, measure
from core.domain.figures.figure import percentage
from core.periods import Period
from volunteers.domain import plans
from volunteers.domain.plans import Holder
from volunteers.forms.plans import MONTHS, key_of
from volunteers.models import UnitRoster

# What stands today, and what happens in the week that is shown.
STOCKS = ("volunteers.all_teams", "volunteers.registered", "volunteers.unconfirmed")
FLOWS = ("volunteers.cadre_turnout", "volunteers.citizen_turnout", "volunteers.student_turnout")


SERVICE = ("volunteers.hours", "volunteers.served")
RATES = ("volunteers.organ_rate", "volunteers.organ_registered", "volunteers.organ_staff")


def roster_figures(user: User, scope: Scope) -> list[Value]:
    """Return the registration rate of the units and its two parts."""
    return measure([(get(key), scope) for key in RATES], user)


def say_rates(rosters: Iterable[UnitRoster]) -> None:
    """Write on each annotated roster of a page its rate as it is printed."""
    for row in rosters:
        row.rate_text = percentage(row.registered / row.headcount)  # type: ignore[attr-defined]


def week_figures(user: User, week: Scope, today: Period) -> list[Value]:
    """Return the figures beside a week's activities, all within the row scope of ``user``: one query."""
    standing = [(get(key), replace(week, period=today)) for key in STOCKS]
    return measure([*standing, *((get(key), week) for key in FLOWS)], user)


def service_figures(user: User, scope: Scope) -> list[Value]:
    """Return the hours of a period, who served them, and their mean, within the row scope of ``user``.

    The mean is divided here: counted as its records are, it would be summed up person by person.
    """
    hours, served = measure([(get(key), scope) for key in SERVICE], user)
    mean = float(hours.number or 0) / served.number if served.number else None
    return [hours, served, Value(get("volunteers.mean_hours"), scope, mean)]


PLAN = ("volunteers.plan_rate", "volunteers.planned_turnout", "volunteers.turnout_plan")


@dataclass(frozen=True)
class MonthLine:
    """A month of a plan. Of one that lies ahead there is the target alone; without a target there is no rate."""

    turnout: Value | None
    plan: Value
    rate: Value | None


@dataclass(frozen=True)
class HolderLine:
    """Whose plan, what stands for it in an address, and the three numbers of the year so far."""

    name: str
    key: str
    values: list[Value]


def _scope(holder: Holder, period: Period, at: datetime) -> Scope:
    unit = holder.pk if isinstance(holder, Department) else None
    return Scope(period, at, department=unit, area=holder.code if isinstance(holder, Area) else "")


def _month(year: int, month: int) -> Period:
    after = date(year + month // 12, month % 12 + 1, 1)
    return Period(date(year, month, 1), after - timedelta(days=1))


def _so_far(year: int, at: datetime) -> Period:
    """Return the year up to the end of the present month; a year of the past wholly, and one to come too."""
    today = timezone.localdate(at)
    return Period(date(year, 1, 1), _month(year, today.month if year == today.year else MONTHS[-1]).last)


def plan_figures(user: User, holder: Holder, year: int, *, at: datetime) -> list[Value]:
    """Return the rate of a plan over the year so far, and its two parts."""
    return measure([(get(key), _scope(holder, _so_far(year, at), at)) for key in PLAN], user)


def month_lines(user: User, holder: Holder, year: int, *, at: datetime) -> list[MonthLine]:
    """Return the twelve months of a year: one query."""
    scopes = [_scope(holder, _month(year, month), at) for month in MONTHS]
    asked = [(get(key), scope) for scope in scopes for key in ("volunteers.turnout", PLAN[-1])]
    found = measure(asked, user)
    return [_line(turnout, plan, at) for turnout, plan in zip(found[::2], found[1::2], strict=True)]


def _line(turnout: Value, plan: Value, at: datetime) -> MonthLine:
    if turnout.scope.period.first > timezone.localdate(at):
        return MonthLine(None, plan, None)
    rate = None
    if plan.number and turnout.number is not None:
        rate = Value(get(PLAN[0]), plan.scope, turnout.number / plan.number, turnout.number, plan.number)
    return MonthLine(turnout, plan, rate)


def holder_lines(user: User, year: int, *, at: datetime) -> list[HolderLine]:
    """Return everybody who has a plan for the year, the whole city first: one query for the numbers of all."""
    holders, period = plans.holders(user, year=year), _so_far(year, at)
    found = measure([(get(key), _scope(each, period, at)) for each in holders for key in PLAN], user)
    return [
        HolderLine(str(each or _("the whole city")), key_of(each), found[place * len(PLAN) : (place + 1) * len(PLAN)])
        for place, each in enumerate(holders)
    ]
