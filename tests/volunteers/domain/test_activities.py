from datetime import timedelta

import pytest

from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.domain import activities, taking_part
from volunteers.errors import ActivityCancelled, ActivityTookPlace, NobodyOrganises, NotYours, WrongTimes
from volunteers.models import Activity, ActivityKind

TOMORROW = NOW + timedelta(days=1)


def plan(by, **changes):
    facts = {"title": "周日义务劳动", "starts_at": TOMORROW, "ends_at": TOMORROW + timedelta(hours=2)} | changes
    return activities.plan(kind=ActivityKind.objects.get(key="labour"), by=by, at=NOW, **facts)


def test_an_activity_gets_the_next_number_of_its_year(teams, cast):
    codes = [plan(cast.clerk, team=teams.north).code for _ in range(2)]
    assert codes == ["HD2026-00001", "HD2026-00002"]


def test_a_number_that_a_list_has_used_is_passed_over(teams, cast):
    activity("HD2026-00001", "名单中的活动", teams.north)
    assert plan(cast.clerk, team=teams.north).code == "HD2026-00002"


def test_an_activity_is_where_its_team_is_unless_told(teams, cast):
    assert plan(cast.clerk, team=teams.north).area == cast.city.north


def test_an_activity_ends_after_it_starts(teams, cast):
    with pytest.raises(WrongTimes):
        plan(cast.clerk, team=teams.north, ends_at=TOMORROW)


def test_somebody_organises_an_activity(cast):
    with pytest.raises(NobodyOrganises):
        plan(cast.clerk)


def test_an_official_plans_nothing(teams, cast):
    with pytest.raises(NotYours):
        plan(cast.official, team=teams.north)


def test_a_cancelled_activity_keeps_its_reason_and_is_not_held(teams, cast):
    gone = activities.cancel(teams.cleaning, reason="大雾", by=cast.clerk, at=NOW)
    assert (gone.cancelled_at, gone.cancelled_because) == (NOW, "大雾")
    assert list(Activity.objects.held()) == [teams.crossing]
    with pytest.raises(ActivityCancelled):
        activities.cancel(gone, reason="大雾", by=cast.clerk, at=NOW)


def test_what_took_place_is_not_cancelled(teams, cast):
    taking_part.record_turnout(teams.cleaning, headcounts={Category.CITIZEN: 3}, by=cast.clerk, at=NOW)
    assert not activities.can_cancel(teams.cleaning, by=cast.clerk)
    with pytest.raises(ActivityTookPlace):
        activities.cancel(teams.cleaning, reason="大雾", by=cast.clerk, at=NOW)


def test_an_activity_without_record_is_found(teams, cast):
    taking_part.record_turnout(teams.cleaning, headcounts={Category.CITIZEN: 0}, by=cast.clerk, at=NOW)
    assert list(Activity.objects.without_record()) == [teams.crossing]
