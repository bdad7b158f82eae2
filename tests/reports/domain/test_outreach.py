from datetime import date

from core.periods import Period
from reports.domain import outreach
from tests.volunteers.conftest import NOW, teams  # noqa: F401 - a fixture
from volunteers.choices import Category
from volunteers.domain import taking_part

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def test_the_dashboard_counts_the_whole_city_in_one_query(teams, django_assert_num_queries):  # noqa: F811
    taking_part.record_turnout(teams.crossing, headcounts={Category.CITIZEN: 40}, by=None, at=NOW)
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60, teams.student: 60}, by=None, at=NOW)
    with django_assert_num_queries(1):
        found = outreach.count(NOVEMBER, at=NOW)
    assert found == dict(zip(outreach.KEYS, [2, 3, 2, 42, 0, 0, 0], strict=True))


def test_each_number_knows_its_passport(db):
    shown = outreach.values(outreach.count(NOVEMBER, at=NOW), NOVEMBER, at=NOW)
    assert [(value.figure.key, value.text, value.scope.period) for value in shown] == [
        (key, "0", NOVEMBER) for key in outreach.KEYS
    ]
