from datetime import timedelta

import pytest

from core.models import AuditEntry
from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.domain import taking_part
from volunteers.errors import (
    ActivityCancelled,
    ActivityNotStarted,
    NotYours,
    Withdrawn,
    WrongHeadcount,
    WrongMinutes,
)
from volunteers.models import Attendance, Turnout, Volunteer


def record(teams, headcounts, by=None, activity=None):
    return taking_part.record_turnout(
        activity or teams.cleaning, headcounts=headcounts, by=by or teams.leader, at=NOW, evidence="现场照片3张"
    )


def test_a_leader_records_the_turnout_of_the_own_team(teams):
    record(teams, {Category.ORGAN: 12, Category.CITIZEN: 30})
    rows = Turnout.objects.values_list("category", "headcount", "evidence", "recorded_at", "recorded_by")
    assert set(rows) == {
        ("organ", 12, "现场照片3张", NOW, teams.leader.pk),
        ("citizen", 30, "现场照片3张", NOW, teams.leader.pk),
    }


def test_a_correction_replaces_the_number_and_leaves_a_trace(teams):
    record(teams, {Category.ORGAN: 12})
    record(teams, {Category.ORGAN: 15})
    assert Turnout.objects.person_times() == 15
    last = AuditEntry.objects.filter(action="turnout.recorded").first()
    assert last.data == {"before": {"organ": 12}, "after": {"organ": 15}}


def test_another_team_is_not_the_leaders_business(teams):
    with pytest.raises(NotYours):
        record(teams, {Category.ORGAN: 12}, activity=teams.crossing)


def test_an_official_only_looks(teams, cast):
    with pytest.raises(NotYours):
        record(teams, {Category.ORGAN: 12}, by=cast.official)


def test_the_office_records_for_any_team(teams, cast):
    record(teams, {Category.ORGAN: 12}, by=cast.clerk)
    assert Turnout.objects.person_times() == 12


def test_nobody_took_part_in_a_cancelled_activity(teams):
    gone = activity("HD0003", "因雨取消", teams.north, cancelled_at=NOW, cancelled_because="下雨")
    with pytest.raises(ActivityCancelled):
        record(teams, {Category.ORGAN: 12}, activity=gone)


def test_nobody_took_part_in_what_has_not_begun(teams):
    tomorrow = activity("HD0003", "明天的活动", teams.north, starts_at=NOW + timedelta(days=1))
    with pytest.raises(ActivityNotStarted):
        record(teams, {Category.ORGAN: 12}, activity=tomorrow)
    assert not taking_part.can_record(tomorrow, by=teams.leader, at=NOW)


@pytest.mark.parametrize("count", [-1, 1_000_001])
def test_a_headcount_beyond_all_sense_is_refused(teams, count):
    with pytest.raises(WrongHeadcount):
        record(teams, {Category.ORGAN: count})
    assert list(Turnout.objects.all()) == []


def test_a_headcount_covers_at_least_the_people_recorded_by_name(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 120}, by=teams.leader, at=NOW)
    with pytest.raises(WrongHeadcount, match="1"):
        record(teams, {Category.ORGAN: 0})


def test_people_are_counted_once_and_turns_each_time(teams):
    second = activity("HD0003", "再来一次", teams.north)
    for each in (teams.cleaning, second):
        taking_part.record_attendance(each, minutes={teams.cadre: 60, teams.student: 90}, by=teams.leader, at=NOW)
    assert Attendance.objects.people() == 2
    assert Attendance.objects.person_times() == 4


def test_an_attendance_keeps_what_the_person_was_on_that_day(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.student: 60}, by=teams.leader, at=NOW)
    Volunteer.objects.filter(pk=teams.student.pk).update(category=Category.ORGAN)
    assert Attendance.objects.get().category == Category.STUDENT


def test_the_same_list_twice_changes_nothing(teams):
    for minutes in (60, 90):
        taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: minutes}, by=teams.leader, at=NOW)
    assert list(Attendance.objects.values_list("volunteer", "minutes")) == [(teams.cadre.pk, 90)]


@pytest.mark.parametrize("minutes", [-180, 0, 1441])
def test_hours_that_no_day_has_are_refused(teams, minutes):
    with pytest.raises(WrongMinutes):
        taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: minutes}, by=teams.leader, at=NOW)


def test_somebody_who_withdrew_before_is_refused_by_number(teams):
    Volunteer.objects.filter(pk=teams.cadre.pk).update(withdrawn_at=NOW - timedelta(days=2))
    teams.cadre.refresh_from_db()
    with pytest.raises(Withdrawn, match="ZY0001"):
        taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=teams.leader, at=NOW)
