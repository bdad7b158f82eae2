"""What the pages of volunteering count."""

from dataclasses import replace

from command.models import User
from core.domain.figures import Scope, Value, get, measure
from core.periods import Period

# What stands today, and what happens in the week that is shown.
STOCKS = ("volunteers.all_teams", "volunteers.registered", "volunteers.unconfirmed")
FLOWS = ("volunteers.cadre_turnout", "volunteers.citizen_turnout", "volunteers.student_turnout")


def week_figures(user: User, week: Scope, today: Period) -> list[Value]:
    """Return the figures beside a week's activities, all within the row scope of ``user``: one query."""
    standing = [(get(key), replace(week, period=today)) for key in STOCKS]
    return measure([*standing, *((get(key), week) for key in FLOWS)], user)
