from collections import Counter
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.domain import activities, check_in, doubles, posters, taking_part
from volunteers.errors import ActivityTookPlace, NotYours
from volunteers.models import Attendance, CheckIn, Volunteer

# The day after the end, when what was left standing becomes attendances.
LATER = NOW + timedelta(days=2)


@pytest.fixture
def running(teams):
    """An activity of the north from 11:00 to 14:00; it is noon."""
    Volunteer.objects.filter(pk=teams.student.pk).update(phone="13900005678")
    return activity("HD0009", "清扫街道", teams.north, starts_at=NOW - timedelta(hours=1))


def arrive(running, text, key=None, at=NOW):
    code = posters.code_of(running, at=at)
    return check_in.check_in(code, given=text, key=key or uuid4(), at=at)


def arrived():
    return list(CheckIn.objects.order_by("pk").values_list("volunteer__number", "given"))


@pytest.mark.parametrize("text", ["1234", "13800001234", "ZY0001", " １２３４ ", "0000 1234"])
def test_a_number_or_the_end_of_the_phone_is_enough(running, text):
    arrive(running, text)
    assert arrived() == [("ZY0001", "")]


@pytest.mark.parametrize("text", ["9999", "ZY9999", "张三来了", "ZY0003"])
def test_who_is_not_of_the_organiser_is_kept_for_the_organiser_to_ask(running, text):
    """ZY0003 is of another team: the organiser must not learn that this number is registered."""
    arrive(running, text)
    assert arrived() == [(None, text[-4:])]


def test_the_answer_and_the_work_are_the_same_for_everybody(running, django_assert_num_queries):
    for text in ("1234", "9999"):
        with django_assert_num_queries(3):
            assert arrive(running, text) == running


def test_two_people_with_the_same_digits_are_both_kept_for_the_organiser_to_ask(teams, running):
    Volunteer.objects.filter(pk=teams.student.pk).update(phone="13900001234")
    arrive(running, "1234")
    arrive(running, "1234")
    assert arrived() == [(None, "1234"), (None, "1234")]


def test_several_people_follow_each_other_on_one_phone(running):
    key = uuid4()
    for text in ("1234", "5678", "9999", "8888"):
        arrive(running, text, key)
    assert arrived() == [("ZY0001", ""), ("ZY0002", ""), (None, "9999"), (None, "8888")]


def test_a_unit_takes_its_own_volunteers(teams, cast):
    unit = cast.city.transport
    Volunteer.objects.filter(pk=teams.citizen.pk).update(department=unit)
    held = activity("HD0010", "机关义务劳动", None, department=unit, starts_at=NOW)
    arrive(held, "1234")
    assert arrived() == [("ZY0003", "")]


FORMS = [UUID(int=number) for number in range(1, 4)]
SENT = st.lists(st.tuples(st.sampled_from(["1234", "ZY0001", "5678", "9999", "8888"]), st.sampled_from(FORMS)))
PERSON = {"1234": "ZY0001", "ZY0001": "ZY0001", "5678": "ZY0002"}


@given(SENT)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_again_and_again_nobody_is_lost_and_nobody_double(running, sent):
    with transaction.atomic():
        for text, key in sent:
            arrive(running, text, key)
        known = {PERSON[text] for text, _key in sent if text in PERSON}
        unknown = Counter(text for text, _key in {pair for pair in sent if pair[0] not in PERSON})
        assert Counter(number for number, _given in arrived() if number) == Counter(known)
        assert Counter(text for number, text in arrived() if not number) == unknown
        check_in.settle(at=LATER)
        check_in.settle(at=LATER)
        assert Counter(Attendance.objects.values_list("volunteer__number", flat=True)) == Counter(known)
        transaction.set_rollback(True)


def test_what_is_left_standing_for_a_day_becomes_attendances(running):
    arrive(running, "1234", at=running.starts_at - timedelta(minutes=20))
    arrive(running, "5678")
    assert check_in.settle(at=NOW + timedelta(hours=20)) == 0
    assert check_in.settle(at=LATER) == 2
    rows = Attendance.objects.values_list("volunteer__number", "category", "minutes", "recorded_at", "recorded_by")
    assert list(rows) == [
        ("ZY0001", Category.ORGAN, 180, LATER, None),
        ("ZY0002", Category.STUDENT, 120, LATER, None),
    ]


def test_what_the_organiser_recorded_meanwhile_stays(teams, running):
    arrive(running, "1234")
    taking_part.record_attendance(running, minutes={teams.cadre: 45}, by=teams.leader, at=NOW)
    check_in.settle(at=LATER)
    assert list(Attendance.objects.values_list("minutes", flat=True)) == [45]


def test_the_list_records_who_was_there_and_strikes_out_who_was_not(teams, running):
    arrive(running, "1234")
    arrive(running, "5678")
    check_in.record(running, minutes={teams.cadre: 90}, absent=[teams.student], by=teams.leader, at=NOW)
    assert check_in.settle(at=LATER) == 0
    assert list(Attendance.objects.values_list("volunteer__number", "minutes")) == [("ZY0001", 90)]
    struck = CheckIn.objects.exclude(struck_at=None)
    assert list(struck.values_list("volunteer__number", "struck_at", "struck_by")) == [("ZY0002", NOW, teams.leader.pk)]


def test_who_was_struck_out_does_not_come_back_by_checking_in_again(teams, running):
    arrive(running, "5678")
    check_in.record(running, minutes={}, absent=[teams.student], by=teams.leader, at=NOW)
    arrive(running, "5678")
    check_in.settle(at=LATER)
    assert list(Attendance.objects.all()) == []


def test_what_was_typed_is_forgotten_once_it_is_dealt_with(teams, running):
    arrive(running, "9999")
    assert check_in.strike(running, CheckIn.objects.all(), by=teams.leader, at=NOW) == 1
    assert arrived() == [(None, "")]


def test_another_teams_check_ins_are_not_the_leaders_business(teams, running):
    arrive(running, "1234")
    with pytest.raises(NotYours):
        check_in.strike(running, CheckIn.objects.all(), by=teams.other_leader, at=NOW)


def test_an_activity_to_which_people_came_is_not_cancelled(teams, running, cast):
    arrive(running, "1234")
    with pytest.raises(ActivityTookPlace):
        activities.cancel(running, reason="下雨", by=cast.clerk, at=NOW)


def test_a_double_hands_its_check_ins_over_and_nobody_is_there_twice(teams, running):
    arrive(running, "1234")
    arrive(running, "5678")
    Volunteer.objects.filter(pk=teams.student.pk).update(name=teams.cadre.name)
    doubles.merge(teams.student, into=teams.cadre, by=None, at=NOW)
    assert arrived() == [("ZY0001", "")]


def test_the_list_has_who_came_first_and_knows_how_each_stands(teams, running):
    arrive(running, "5678")
    rows = check_in.listed(running, user=teams.leader)
    assert [(row.number, row.arrived, row.struck, row.served) for row in rows] == [
        ("ZY0002", NOW, False, None),
        ("ZY0001", None, False, None),
    ]
    assert list(check_in.listed(running, user=teams.other_leader)) == []
