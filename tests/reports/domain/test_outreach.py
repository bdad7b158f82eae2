from datetime import date

from core.periods import Period
from reports.domain import outreach
from tests.volunteers.conftest import NOW, teams  # noqa: F401 - a fixture
from volunteers.choices import Category
from volunteers.domain import queries, taking_part

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def test_the_dashboard_and_the_teams_page_count_the_same_turns(teams):  # noqa: F811
    taking_part.record_turnout(teams.crossing, headcounts={Category.CITIZEN: 40}, by=None, at=NOW)
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60, teams.student: 60}, by=None, at=NOW)
    counted = queries.counts(period=NOVEMBER)
    assert outreach.count(NOVEMBER)["turnout"] == sum(counted.turns.values()) == 42
