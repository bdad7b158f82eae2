from datetime import date, timedelta

import pytest

from core.domain.figures import EVERYTHING, Scope, get, measure
from core.models import AuditEntry
from core.periods import Period, start_of
from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.domain import plans, taking_part
from volunteers.errors import NotYours, WrongTarget
from volunteers.models import TurnoutPlan

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
KEYS = ("plan_rate", "planned_turnout", "turnout_plan")


def held(**holder):
    return dict(TurnoutPlan.objects.held_by(**holder).values_list("month", "turns"))


def counted(first, last, **narrowed):
    scope = Scope(Period(first, last), NOW, **narrowed)
    return [value.number for value in measure([(get(f"volunteers.{key}"), scope) for key in KEYS], EVERYTHING)]


@pytest.fixture
def served(teams):
    """90 turns in October and 30 in November of the north, 12 in November of the east."""
    october = activity("HD0102", "上月", teams.north, starts_at=NOW - timedelta(days=40), area=teams.north.area)
    for held_, heads in ((october, 90), (teams.cleaning, 30), (teams.crossing, 12)):
        taking_part.record_turnout(held_, headcounts={Category.CITIZEN: heads}, by=None, at=NOW)
    for held_, area in ((teams.cleaning, teams.north.area), (teams.crossing, teams.east.area)):
        held_.area = area
        held_.save()
    return teams


def test_targets_are_set_changed_and_removed_with_a_trace(cast):
    assert plans.set_targets({OCTOBER: 100, NOVEMBER: 200, DECEMBER: None}, by=cast.clerk, at=NOW) == 2
    later = NOW + timedelta(days=1)
    targets = {OCTOBER: 100, NOVEMBER: 250, DECEMBER: 50}
    assert plans.set_targets(targets, by=cast.administrator, at=later) == 2
    assert held() == targets
    assert plans.set_targets({OCTOBER: None}, by=cast.clerk, at=later) == 1
    assert held() == {NOVEMBER: 250, DECEMBER: 50}
    kept = {row.month: (row.set_by, row.set_at) for row in TurnoutPlan.objects.select_related("set_by")}
    assert kept == {NOVEMBER: (cast.administrator, later), DECEMBER: (cast.administrator, later)}
    told = AuditEntry.objects.filter(action="turnout.planned").order_by("pk").values_list("data", flat=True)
    assert [entry["targets"] for entry in told] == [
        {"2026-10": [None, 100], "2026-11": [None, 200]},
        {"2026-11": [200, 250], "2026-12": [None, 50]},
        {"2026-10": [100, None]},
    ]


def test_what_does_not_change_leaves_no_trace(cast):
    plans.set_targets({OCTOBER: 100}, by=cast.clerk, at=NOW)
    assert plans.set_targets({OCTOBER: 100, NOVEMBER: None}, by=cast.administrator, at=NOW) == 0
    assert AuditEntry.objects.filter(action="turnout.planned").count() == 1
    assert TurnoutPlan.objects.get().set_by == cast.clerk


def test_the_city_an_area_and_a_unit_have_plans_of_their_own(cast):
    city = cast.city
    for turns, holder in ((300, None), (200, city.north), (100, city.transport)):
        plans.set_targets({NOVEMBER: turns}, of=holder, by=cast.clerk, at=NOW)
    assert held() == {NOVEMBER: 300}
    assert (held(area=city.north.code), held(department=city.transport.pk)) == ({NOVEMBER: 200}, {NOVEMBER: 100})
    assert plans.holders(cast.official, year=2026) == [None, city.north, city.transport]
    assert plans.holders(cast.official, year=2025) == [None]


@pytest.mark.parametrize("targets", [{NOVEMBER: 0}, {NOVEMBER: -3}, {NOVEMBER: 10_000_001}, {date(2026, 11, 2): 5}])
def test_what_is_no_target_is_refused_wholly(cast, targets):
    with pytest.raises(WrongTarget):
        plans.set_targets({DECEMBER: 5} | targets, by=cast.clerk, at=NOW)
    assert not TurnoutPlan.objects.exists()


@pytest.mark.parametrize("role", ["official", "auditor", "outsider"])
def test_only_the_office_plans(cast, role):
    with pytest.raises(NotYours):
        plans.set_targets({NOVEMBER: 5}, by=getattr(cast, role), at=NOW)


def test_a_leader_sees_no_plan(teams, cast):
    plans.set_targets({NOVEMBER: 5}, by=cast.clerk, at=NOW)
    assert [TurnoutPlan.objects.visible_to(user).count() for user in (cast.official, teams.leader)] == [1, 0]


def test_the_rate_counts_the_months_that_have_a_target(served, cast):
    plans.set_targets({NOVEMBER: 56}, by=cast.clerk, at=NOW)
    year = date(2026, 1, 1), date(2026, 12, 31)
    assert counted(*year) == [42 / 56, 42, 56]
    plans.set_targets({OCTOBER: 100}, by=cast.clerk, at=NOW)
    assert counted(*year) == [132 / 156, 132, 156]


def test_without_a_target_there_is_no_rate(served):
    assert counted(OCTOBER, date(2026, 11, 30)) == [None, 0, 0]


def test_a_month_begun_before_the_period_is_left_out(served, cast):
    plans.set_targets({OCTOBER: 100, NOVEMBER: 56}, by=cast.clerk, at=NOW)
    assert counted(date(2026, 10, 2), date(2026, 11, 30)) == [42 / 56, 42, 56]


def test_an_area_and_a_unit_stand_against_their_own_targets(served, cast):
    city = cast.city
    plans.set_targets({NOVEMBER: 1000}, by=cast.clerk, at=NOW)
    plans.set_targets({NOVEMBER: 40}, of=city.north, by=cast.clerk, at=NOW)
    plans.set_targets({NOVEMBER: 24}, of=city.transport, by=cast.clerk, at=NOW)
    served.east.department = city.transport
    served.east.save()
    november = NOVEMBER, date(2026, 11, 30)
    assert counted(*november, area=city.north.code) == [0.75, 30, 40]
    assert counted(*november, department=city.transport.pk) == [0.5, 12, 24]
    assert counted(*november, area=city.east.code) == [None, 0, 0]


def test_the_first_and_the_last_moment_of_a_month_belong_to_it(served, cast):
    for code, at in (("HD0201", start_of(OCTOBER)), ("HD0202", start_of(NOVEMBER) - timedelta(minutes=1))):
        edge = activity(code, "月初月末", served.north, starts_at=at)
        taking_part.record_turnout(edge, headcounts={Category.CITIZEN: 1}, by=None, at=NOW)
    plans.set_targets({OCTOBER: 92}, by=cast.clerk, at=NOW)
    assert counted(OCTOBER, date(2026, 10, 31)) == [1.0, 92, 92]
