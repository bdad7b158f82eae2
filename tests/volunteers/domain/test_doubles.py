from datetime import date, timedelta

import pytest

from core.models import AuditEntry
from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.domain import doubles, people, taking_part
from volunteers.errors import NotTheSame, NotYours
from volunteers.models import Volunteer


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
