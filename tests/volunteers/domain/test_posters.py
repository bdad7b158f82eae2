from datetime import timedelta

import pytest

from core.models import AuditEntry
from tests.volunteers.conftest import NOW, activity
from volunteers.domain import posters
from volunteers.errors import (
    ActivityCancelled,
    CheckInNotOpen,
    CheckInOver,
    CodeChanged,
    NoSuchCode,
    NotYours,
    PosterReplaced,
)


@pytest.fixture
def running(teams):
    """An activity of the north from 11:00 to 14:00; it is noon."""
    return activity("HD0009", "清扫街道", teams.north, starts_at=NOW - timedelta(hours=1))


def test_a_printed_code_opens_its_activity(running):
    assert posters.read(posters.code_of(running, at=NOW), at=NOW) == running


@pytest.mark.parametrize("code", ["", "x", "1-0", "1-0.xxxx", "签到"])
def test_what_is_no_code_opens_nothing(running, code):
    with pytest.raises(NoSuchCode):
        posters.read(code, at=NOW)


def test_a_code_for_one_activity_is_none_for_another(teams, running):
    _number, signature = posters.code_of(running, at=NOW).split(".")
    with pytest.raises(NoSuchCode):
        posters.read(f"{teams.cleaning.pk}-0.{signature}", at=NOW)


def test_a_photographed_poster_is_refused_next_week_and_says_why(running):
    with pytest.raises(CheckInOver, match=r"2026-11-21.*清扫街道"):
        posters.read(posters.code_of(running, at=NOW), at=NOW + timedelta(days=7))


def test_a_code_opens_half_an_hour_before_the_start_and_shuts_half_an_hour_after_the_end(running):
    code = posters.code_of(running, at=NOW)
    first, last = running.starts_at - timedelta(minutes=30), running.ends_at + timedelta(minutes=30)
    assert [posters.read(code, at=at) for at in (first, last)] == [running, running]
    with pytest.raises(CheckInNotOpen, match="10:30"):
        posters.read(code, at=first - timedelta(seconds=1))
    with pytest.raises(CheckInOver):
        posters.read(code, at=last + timedelta(seconds=1))


def test_a_cancelled_activity_takes_nobody(teams):
    gone = activity("HD0008", "因雨取消", teams.north, starts_at=NOW, cancelled_at=NOW)
    with pytest.raises(ActivityCancelled):
        posters.read(posters.code_of(gone, at=NOW), at=NOW)


def test_a_replaced_code_opens_nothing_any_more(teams, running):
    old = posters.code_of(running, at=NOW)
    new = posters.code_of(posters.replace(running, is_live=False, by=teams.leader, at=NOW), at=NOW)
    with pytest.raises(PosterReplaced):
        posters.read(old, at=NOW)
    assert posters.read(new, at=NOW) == running
    assert AuditEntry.objects.filter(action="poster.replaced").count() == 1


def test_a_code_on_a_screen_is_soon_worth_nothing(teams, running):
    live = posters.replace(running, is_live=True, by=teams.leader, at=NOW)
    code = posters.code_of(live, at=NOW)
    assert posters.read(code, at=NOW + timedelta(seconds=90)) == running
    with pytest.raises(CodeChanged):
        posters.read(code, at=NOW + timedelta(seconds=120))


def test_a_leader_keeps_the_posters_of_the_own_team_alone(teams, running, cast):
    for other in (teams.other_leader, cast.official):
        with pytest.raises(NotYours):
            posters.replace(running, is_live=False, by=other, at=NOW)
    assert posters.can_keep(running, by=teams.leader, at=NOW)
    assert not posters.can_keep(running, by=teams.leader, at=NOW + timedelta(days=1))
