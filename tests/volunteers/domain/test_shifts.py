from datetime import timedelta
from uuid import uuid4

import pytest

from core.models import Notice
from tests.volunteers.conftest import NOW, activity, shift
from volunteers.domain import check_in, doubles, people, posters, shifts, taking_part
from volunteers.errors import (
    ActivityCancelled,
    NotYours,
    ShiftCancelled,
    ShiftFull,
    ShiftOver,
    SignedUp,
    Withdrawn,
    WrongTimes,
)
from volunteers.models import Attendance, Shift, SignUp, Volunteer

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def tomorrow(teams):
    return activity("HD0009", "路口劝导", teams.north, starts_at=TOMORROW)


def sign_up(post, volunteer, by=None, at=NOW):
    return shifts.sign_up(post, volunteer, by=by, at=at)


def test_a_post_lies_within_the_time_of_its_activity(teams, tomorrow):
    times = {"starts_at": tomorrow.starts_at, "ends_at": tomorrow.starts_at + timedelta(hours=1)}
    made = shifts.add(tomorrow, place="中山路口", needed=2, **times, by=teams.leader, at=NOW)
    assert (made.place, made.needed, made.ends_at) == ("中山路口", 2, TOMORROW + timedelta(hours=1))
    with pytest.raises(WrongTimes):
        shifts.add(tomorrow, place="北街", needed=1, starts_at=NOW, ends_at=TOMORROW, by=teams.leader, at=NOW)


def test_the_leader_puts_members_down_and_a_volunteer_itself(teams, tomorrow):
    post = shift(tomorrow, needed=2)
    sign_up(post, teams.cadre, by=teams.leader)
    sign_up(post, teams.student)
    assert list(SignUp.objects.values_list("volunteer__number", "by")) == [
        ("ZY0001", teams.leader.pk),
        ("ZY0002", None),
    ]


def test_no_more_sign_up_than_are_needed(teams, tomorrow):
    post = shift(tomorrow)
    first = sign_up(post, teams.cadre)
    with pytest.raises(ShiftFull):
        sign_up(post, teams.student)
    shifts.drop(first, by=None, at=NOW)
    sign_up(post, teams.student)
    assert Shift.objects.with_taken().get().taken == 1


def test_nobody_stands_at_two_posts_at_one_time(teams, tomorrow):
    sign_up(shift(tomorrow, needed=9), teams.cadre)
    again = activity("HD0010", "清扫街道", teams.north, starts_at=TOMORROW + timedelta(hours=1))
    with pytest.raises(SignedUp):
        sign_up(shift(again), teams.cadre)
    after = activity("HD0011", "敬老", teams.north, starts_at=tomorrow.ends_at)
    sign_up(shift(after), teams.cadre)
    assert SignUp.objects.count() == 2


def test_a_post_of_a_cancelled_shift_is_free_for_another(teams, tomorrow):
    post = shift(tomorrow)
    sign_up(post, teams.cadre)
    shifts.cancel(post, reason="修路", by=teams.leader, at=NOW)
    with pytest.raises(ShiftCancelled):
        sign_up(post, teams.student)
    with pytest.raises(ShiftCancelled):
        shifts.cancel(post, reason="修路", by=teams.leader, at=NOW)
    sign_up(shift(tomorrow, "北街路口"), teams.cadre)
    assert list(post.sign_ups.values_list("volunteer__number", flat=True)) == ["ZY0001"]


def test_nobody_signs_up_for_what_is_over_or_cancelled(teams):
    with pytest.raises(ShiftOver):
        sign_up(shift(teams.cleaning), teams.cadre)
    gone = activity("HD0010", "因雨取消", teams.north, starts_at=TOMORROW, cancelled_at=NOW)
    post = shift(gone)
    with pytest.raises(ShiftCancelled):
        sign_up(post, teams.cadre)
    with pytest.raises(ActivityCancelled):
        shifts.cancel(post, reason="下雨", by=teams.leader, at=NOW)


def test_only_the_organisers_people_are_put_down_and_only_by_the_organiser(teams, tomorrow, cast):
    post = shift(tomorrow)
    for volunteer, by in (
        (teams.citizen, teams.leader),
        (teams.cadre, teams.other_leader),
        (teams.cadre, cast.official),
    ):
        with pytest.raises(NotYours):
            sign_up(post, volunteer, by=by)
    Volunteer.objects.filter(pk=teams.cadre.pk).update(withdrawn_at=NOW)
    teams.cadre.refresh_from_db()
    with pytest.raises(Withdrawn):
        sign_up(post, teams.cadre)
    assert not shifts.can_sign_up(post, teams.cadre, by=None, at=NOW)


def test_a_volunteer_sees_what_the_own_teams_still_need(teams, tomorrow):
    post = shift(tomorrow, needed=3)
    shift(activity("HD0012", "别队", teams.east, starts_at=TOMORROW))
    shift(activity("HD0013", "下月", teams.north, starts_at=NOW + timedelta(days=30)))
    sign_up(post, teams.cadre)
    rows = shifts.open_to(teams.cadre, at=NOW)
    assert [(row.pk, row.taken, row.mine) for row in rows] == [(post.pk, 1, True)]


def test_the_leader_is_reminded_once_the_day_before_of_who_is_missing(teams, tomorrow):
    sign_up(shift(tomorrow, needed=3), teams.cadre)
    shift(tomorrow, "北街路口", needed=2)
    early = NOW - timedelta(hours=6)
    assert [shifts.remind(at=at) for at in (early, NOW, NOW)] == [0, 1, 0]
    told = Notice.objects.get()
    assert (told.recipient, told.topic, "路口劝导" in told.subject, "4" in told.body) == (
        teams.leader,
        "activities",
        True,
        True,
    )
    assert told.link == f"/volunteers/activities/{tomorrow.pk}/shifts/"


def test_nobody_is_recorded_for_a_shift_that_was_cancelled(teams, tomorrow):
    post = shift(tomorrow, needed=2)
    for volunteer in (teams.cadre, teams.student):
        sign_up(post, volunteer)
    shifts.cancel(post, reason="修路", by=teams.leader, at=NOW)
    for volunteer in (teams.cadre, teams.student):
        code = posters.code_of(tomorrow, at=TOMORROW)
        check_in.check_in(code, given=volunteer.number, key=uuid4(), at=TOMORROW)
    sign_up(shift(tomorrow, "北街路口"), teams.student)
    after = TOMORROW + timedelta(days=2)
    with pytest.raises(ShiftCancelled, match="ZY0001"):
        taking_part.record_attendance(tomorrow, minutes={teams.cadre: 60}, by=None, at=after)
    assert check_in.settle(at=after) == 1
    assert list(Attendance.objects.values_list("volunteer__number", flat=True)) == ["ZY0002"]


def test_who_withdraws_frees_the_place_and_a_double_hands_it_over(teams, tomorrow):
    post = shift(tomorrow, needed=2)
    for volunteer in (teams.cadre, teams.student):
        sign_up(post, volunteer)
    doubles.merge(teams.student, into=teams.cadre, by=None, at=NOW)
    assert list(post.sign_ups.values_list("volunteer__number", "dropped_at")) == [("ZY0001", None)]
    people.withdraw(teams.cadre, by=None, at=NOW)
    assert list(post.sign_ups.values_list("volunteer__number", "dropped_at")) == [("ZY0001", NOW)]
