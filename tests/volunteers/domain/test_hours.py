"""Hours of service, reckoned by hand, and their correction with a trace."""

from datetime import timedelta

import pytest

from core.errors import AppendOnly
from core.models import AuditEntry
from tests.volunteers.conftest import NOW
from volunteers.domain import doubles, hours, people, taking_part
from volunteers.errors import NoReason, NotYours, SameMinutes, WrongMinutes
from volunteers.models import Attendance, Correction

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def served(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 180}, by=teams.leader, at=NOW)
    return Attendance.objects.get()


def correct(served, by, minutes=150, reason="提前半小时离开"):
    return hours.correct(served, minutes=minutes, reason=reason, by=by, at=LATER)


def trace():
    return list(Correction.objects.values_list("volunteer__number", "before", "after", "reason", "by__name", "at"))


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(0, "0"), (1, "0.01"), (30, "0.5"), (60, "1"), (90, "1.5"), (100, "1.66"), (600, "10"), (72_000, "1,200")],
)
def test_minutes_are_told_as_hours_and_never_rounded_up(minutes, told):
    assert hours.in_hours(minutes) == told


def test_a_correction_keeps_before_after_reason_person_and_time(teams, served):
    assert correct(served, teams.leader).minutes == 150
    correct(served, teams.leader, minutes=120, reason="再次核对签到表")
    assert trace() == [
        ("ZY0001", 150, 120, "再次核对签到表", "赵敏", LATER),
        ("ZY0001", 180, 150, "提前半小时离开", "赵敏", LATER),
    ]
    assert Attendance.objects.values_list("minutes", "recorded_at").get() == (120, NOW)
    assert AuditEntry.objects.filter(action="attendance.corrected").first().data == {
        "volunteer": "ZY0001",
        "before": 150,
        "after": 120,
        "reason": "再次核对签到表",
    }


@pytest.mark.parametrize("minutes", [-180, 1441])
def test_hours_of_minus_three_are_refused_in_words(teams, served, minutes):
    with pytest.raises(WrongMinutes, match=r"1 分钟|1 minute"):
        correct(served, teams.leader, minutes=minutes)
    assert trace() == []


def test_a_correction_says_why_and_changes_something(teams, served):
    with pytest.raises(NoReason):
        correct(served, teams.leader, reason="  ")
    with pytest.raises(SameMinutes):
        correct(served, teams.leader, minutes=180)


def test_who_did_not_take_part_is_struck_and_the_trace_stays(teams, served):
    assert correct(served, teams.leader, minutes=0, reason="本人未到") is None
    assert list(Attendance.objects.all()) == []
    assert trace() == [("ZY0001", 180, 0, "本人未到", "赵敏", LATER)]


def test_only_the_own_leader_and_the_office_correct(teams, served, cast):
    for user in (teams.other_leader, cast.official, cast.auditor):
        assert not hours.can_correct(served, by=user)
        with pytest.raises(NotYours):
            correct(served, user)
    assert correct(served, cast.clerk).minutes == 150


def test_history_cannot_be_changed(teams, served):
    correct(served, teams.leader)
    with pytest.raises(AppendOnly):
        Correction.objects.update(before=1)
    with pytest.raises(AppendOnly):
        Correction.objects.get().delete()


def test_a_list_recorded_again_keeps_the_time_before(teams, served):
    again = {teams.cadre: 60, teams.student: 90}
    for _time in range(2):
        taking_part.record_attendance(teams.cleaning, minutes=again, by=teams.leader, at=LATER)
    assert trace() == [("ZY0001", 180, 60, "", "赵敏", LATER)]


def test_a_merge_that_takes_the_longer_time_keeps_the_shorter(teams, served, cast):
    double = people.register(number="ZY0900", name="孙丽", by=cast.clerk, at=NOW)
    taking_part.record_attendance(teams.cleaning, minutes={double: 200}, by=cast.clerk, at=NOW)
    doubles.merge(double, into=teams.cadre, by=cast.clerk, at=LATER)
    assert Attendance.objects.values_list("volunteer__number", "minutes").get() == ("ZY0001", 200)
    assert trace() == [("ZY0001", 180, 200, "", "李文兰", LATER)]


def test_corrections_stay_in_the_row_scope(teams, served, cast):
    correct(served, teams.leader)
    seen = {user.name: Correction.objects.visible_to(user).count() for user in (teams.leader, teams.other_leader)}
    assert seen == {"赵敏": 1, "钱进": 0}
    assert Correction.objects.visible_to(cast.auditor).count() == 1
