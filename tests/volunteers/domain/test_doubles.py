from datetime import date, timedelta

import pytest

from core.models import AuditEntry
from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.domain import apart, doubles, people, privacy, taking_part
from volunteers.errors import NoQuestion, NotTheSame, NotYours, ToldApart
from volunteers.models import NotDouble, Volunteer


@pytest.fixture
def double(teams, cast):
    """孙丽 once more, without a phone, with an ID number, in both teams."""
    row = people.register(
        number="ZY0900", name="孙丽", id_number=id_number("19850512", 22), by=cast.clerk, at=NOW - timedelta(days=100)
    )
    for team in (teams.north, teams.east):
        people.join(team, row, by=cast.clerk, at=NOW - timedelta(days=100))
    return row


def test_the_same_name_year_and_unit_is_a_question(teams, double):
    assert list(doubles.likely(teams.cadre)) == [double]
    assert list(doubles.in_question()) == [double]


@pytest.mark.parametrize(
    "facts", [{"birth_year": 1986}, {"name": "孙莉"}, {"phone": "13999999999"}, {"withdrawn_at": NOW}]
)
def test_what_tells_two_apart_is_no_question(teams, double, facts):
    Volunteer.objects.filter(pk=double.pk).update(**facts)
    assert list(doubles.likely(teams.cadre)) == list(doubles.in_question()) == []


def test_another_unit_is_another_person(teams, double, cast):
    Volunteer.objects.filter(pk=double.pk).update(department=cast.city.transport)
    assert list(doubles.likely(teams.cadre)) == list(doubles.in_question()) == []


def test_two_id_numbers_are_two_people(teams, double):
    Volunteer.objects.filter(pk=teams.cadre.pk).update(**people.identified(people.identity.read(id_number("19850101"))))
    teams.cadre.refresh_from_db()
    assert list(doubles.likely(teams.cadre)) == list(doubles.in_question()) == []
    with pytest.raises(NotTheSame):
        doubles.merge(double, into=teams.cadre, by=None, at=NOW)


def test_merging_keeps_what_was_served_and_where(teams, double, cast):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60, double: 90}, by=None, at=NOW)
    taking_part.record_attendance(teams.crossing, minutes={double: 45}, by=None, at=NOW)
    kept = doubles.merge(double, into=teams.cadre, by=cast.clerk, at=NOW)
    assert dict(kept.attendances.values_list("activity__code", "minutes")) == {"HD0001": 90, "HD0002": 45}
    since = date(2026, 8, 13)
    assert dict(kept.memberships.values_list("team__code", "valid_from")) == {"FWD001": since, "FWD002": since}
    assert AuditEntry.objects.get(action="volunteer.merged").data["double"] == "ZY0900"


def test_the_one_who_stays_takes_over_what_was_missing_and_the_double_counts_no_more(teams, double, cast):
    fingerprint, count = double.id_hash, Volunteer.objects.registered(NOW).count()
    kept = doubles.merge(double, into=teams.cadre, by=cast.clerk, at=NOW)
    assert (kept.id_hash, kept.phone, kept.sex) == (fingerprint, "13800001234", "female")
    assert kept.registered_at == NOW - timedelta(days=100)
    double.refresh_from_db()
    assert (double.state, double.merged_into, double.id_hash) == ("merged", kept, None)
    assert Volunteer.objects.registered(NOW).count() == count - 1


def test_nobody_is_merged_into_themselves_or_twice(teams, double, cast):
    with pytest.raises(NotTheSame):
        doubles.merge(double, into=double, by=cast.clerk, at=NOW)
    doubles.merge(double, into=teams.cadre, by=cast.clerk, at=NOW)
    with pytest.raises(NotTheSame):
        doubles.merge(double, into=teams.cadre, by=cast.clerk, at=NOW)


def test_a_leader_merges_nobody(teams, double):
    with pytest.raises(NotYours):
        doubles.merge(double, into=teams.cadre, by=teams.leader, at=NOW)


def test_two_who_were_told_apart_are_no_question_any_more(teams, double, cast):
    answer = apart.tell_apart(double, teams.cadre, reason=" 两人都已电话核实 ", by=cast.clerk, at=NOW)
    assert (answer.first, answer.second, answer.by, answer.at) == (teams.cadre, double, cast.clerk, NOW)
    assert list(doubles.likely(teams.cadre)) == list(doubles.likely(double)) == list(doubles.in_question()) == []
    entry = AuditEntry.objects.get(action="volunteer.told_apart")
    assert (entry.actor_id, entry.object_id, entry.data) == (
        cast.clerk.pk,
        str(teams.cadre.pk),
        {"other": "ZY0900", "reason": "两人都已电话核实"},
    )


def test_the_first_answer_stands(teams, double, cast):
    apart.tell_apart(teams.cadre, double, reason="一", by=cast.clerk, at=NOW)
    answer = apart.tell_apart(double, teams.cadre, reason="二", by=cast.administrator, at=NOW + timedelta(days=1))
    assert (answer.reason, answer.by, NotDouble.objects.count()) == ("一", cast.clerk, 1)
    assert AuditEntry.objects.filter(action="volunteer.told_apart").count() == 1


def test_an_answer_is_taken_back_and_asked_again(teams, double, cast):
    apart.tell_apart(teams.cadre, double, by=cast.clerk, at=NOW)
    for _twice in range(2):
        apart.ask_again(double, teams.cadre, by=cast.administrator, at=NOW)
    assert list(doubles.in_question()) == [double]
    entry = AuditEntry.objects.get(action="volunteer.asked_again")
    assert (entry.actor_id, entry.object_id, entry.data) == (
        cast.administrator.pk,
        str(teams.cadre.pk),
        {"other": "ZY0900"},
    )


def test_of_three_alike_each_pair_is_a_question_of_its_own(teams, double, cast):
    third = people.register(number="ZY0901", name="孙丽", birth_year=1985, by=None, at=NOW)
    asked = [[(row.number, row.earlier) for row in doubles.in_question()]]
    for one, other in ((teams.cadre, double), (teams.cadre, third), (double, third)):
        apart.tell_apart(one, other, by=cast.clerk, at=NOW)
        asked.append([(row.number, row.earlier) for row in doubles.in_question()])
    assert asked == [
        [("ZY0900", teams.cadre.pk), ("ZY0901", teams.cadre.pk)],
        [("ZY0901", teams.cadre.pk)],
        [("ZY0901", double.pk)],
        [],
    ]


def test_who_was_told_apart_is_not_merged_before_the_answer_is_taken_back(teams, double, cast):
    apart.tell_apart(teams.cadre, double, by=cast.clerk, at=NOW)
    with pytest.raises(ToldApart):
        doubles.merge(double, into=teams.cadre, by=cast.clerk, at=NOW)
    apart.ask_again(teams.cadre, double, by=cast.clerk, at=NOW)
    assert doubles.merge(double, into=teams.cadre, by=cast.clerk, at=NOW) == teams.cadre


def test_whoever_is_not_the_double_is_not_the_one_who_stays_either(teams, double, cast):
    third = people.register(number="ZY0901", name="孙丽", birth_year=1985, by=None, at=NOW)
    fourth = people.register(number="ZY0902", name="孙丽", birth_year=1985, by=None, at=NOW)
    for one, other in ((double, third), (fourth, double), (teams.cadre, third)):
        apart.tell_apart(one, other, by=cast.clerk, at=NOW)
    doubles.merge(double, into=teams.cadre, by=cast.clerk, at=NOW)
    pairs = set(NotDouble.objects.values_list("first", "second"))
    assert pairs == {(teams.cadre.pk, third.pk), (teams.cadre.pk, fourth.pk)}
    assert [(row.number, row.earlier) for row in doubles.in_question()] == [("ZY0902", third.pk)]


def test_an_answer_is_about_the_people_and_outlives_a_new_name_and_unit(teams, double, cast):
    apart.tell_apart(teams.cadre, double, by=cast.clerk, at=NOW)
    Volunteer.objects.filter(pk__in=[teams.cadre.pk, double.pk]).update(name="孙莉", department=cast.city.transport)
    assert list(doubles.in_question()) == []


def test_an_erased_person_takes_the_answer_along(teams, double, cast):
    apart.tell_apart(teams.cadre, double, reason="两人都已电话核实", by=cast.clerk, at=NOW)
    privacy.erase(double, reason="本人申请", by=cast.clerk, at=NOW)
    assert not NotDouble.objects.exists()


def test_one_row_or_one_that_is_gone_is_no_question(teams, double, cast):
    with pytest.raises(NoQuestion):
        apart.tell_apart(double, double, by=cast.clerk, at=NOW)
    people.withdraw(double, by=cast.clerk, at=NOW)
    with pytest.raises(NoQuestion):
        apart.tell_apart(teams.cadre, double, by=cast.clerk, at=NOW)
    assert not NotDouble.objects.exists()


@pytest.mark.parametrize("act", [apart.tell_apart, apart.ask_again])
def test_a_leader_answers_nothing(teams, double, act):
    with pytest.raises(NotYours):
        act(teams.cadre, double, by=teams.leader, at=NOW)
