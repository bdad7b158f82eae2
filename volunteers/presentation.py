"""What the pages of volunteering count."""

from collections.abc import Iterable
from dataclasses import replace

from command.models import User
from core.domain.figures import Scope, Value, get, measure
from core.domain.figures.figure import percentage
from core.periods import Period
from volunteers.models import UnitRoster

# What stands today, and what happens in the week that is shown.
STOCKS = ("volunteers.all_teams", "volunteers.registered", "volunteers.unconfirmed")
FLOWS = ("volunteers.cadre_turnout", "volunteers.citizen_turnout", "volunteers.student_turnout")


SERVICE = ("volunteers.hours", "volunteers.served", "volunteers.mean_hours")
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
    """Return the hours of a period, who served them, and their mean, within the row scope of ``user``."""
    return measure([(get(key), scope) for key in SERVICE], user)
