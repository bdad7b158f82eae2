from datetime import date, timedelta

import pytest

from core.models import AuditEntry
from core.sealed import unseal
from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.domain import people, taking_part
from volunteers.errors import (
    AlreadyConsented,
    AlreadyMember,
    IdentityMismatch,
    IdentityTaken,
    NoSuchBirthday,
    NotYours,
    TooYoung,
    Withdrawn,
)
from volunteers.models import Attendance, Membership, Volunteer


def test_a_registered_volunteer_is_unconfirmed_until_consent(cast):
    volunteer = people.register(number="ZY0100", name="吴静", by=cast.clerk, at=NOW, birth_year=1990)
    assert not volunteer.is_confirmed
    assert people.record_consent(volunteer, by=cast.clerk, at=NOW).is_confirmed


def test_consent_is_recorded_once(teams, cast):
    with pytest.raises(AlreadyConsented):
        people.record_consent(teams.cadre, by=cast.clerk, at=NOW)


@pytest.mark.parametrize(("birth_year", "allowed"), [(2011, True), (2012, False), (2020, False), (None, True)])
def test_a_child_who_may_be_under_fourteen_is_not_registered(birth_year, allowed):
    assert people.is_old_enough(birth_year, at=NOW) is allowed


def test_a_child_is_refused_in_words(cast):
    with pytest.raises(TooYoung):
        people.register(number="ZY0100", name="小明", by=cast.clerk, at=NOW, birth_year=2016)


def test_a_leader_registers_nobody(teams):
    with pytest.raises(NotYours):
        people.register(number="ZY0100", name="吴静", by=teams.leader, at=NOW)


def test_withdrawal_ends_memberships_and_forgets_the_phone_but_not_what_was_served(teams, cast):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=teams.leader, at=NOW)
    people.withdraw(teams.cadre, by=cast.clerk, at=NOW)
    teams.cadre.refresh_from_db()
    assert (teams.cadre.phone, teams.cadre.withdrawn_at) == ("", NOW)
    assert teams.cadre.memberships.get().valid_to == date(2026, 11, 21)
    assert Attendance.objects.person_times() == 1
    assert teams.cadre not in Volunteer.objects.registered(NOW)


def test_nobody_withdraws_twice(teams, cast):
    gone = people.withdraw(teams.cadre, by=cast.clerk, at=NOW)
    with pytest.raises(Withdrawn):
        people.withdraw(gone, by=cast.clerk, at=NOW + timedelta(days=1))
    assert AuditEntry.objects.filter(action="volunteer.withdrew").count() == 1


def test_somebody_joins_a_second_team(teams, cast):
    people.join(teams.east, teams.cadre, by=cast.clerk, at=NOW)
    assert {row.team for row in teams.cadre.memberships.current()} == {teams.north, teams.east}
    with pytest.raises(AlreadyMember):
        people.join(teams.east, teams.cadre, by=cast.clerk, at=NOW)


def test_leaving_ends_the_membership_with_that_day(teams, cast):
    membership = Membership.objects.get(volunteer=teams.cadre)
    assert people.leave(membership, by=cast.clerk, at=NOW).valid_to == date(2026, 11, 21)
    assert people.leave(membership, by=cast.clerk, at=NOW + timedelta(days=3)).valid_to == date(2026, 11, 21)


def test_an_id_number_gives_year_and_sex_and_lies_sealed(cast):
    number = id_number("19900305", 22)
    volunteer = people.register(number="ZY0100", name="吴静", id_number=number, by=cast.clerk, at=NOW)
    assert (volunteer.birth_year, volunteer.sex, volunteer.masked_id[:6]) == (1990, "female", "130682")
    stored = Volunteer.objects.filter(pk=volunteer.pk).values_list("id_sealed", "id_hash").get()
    assert [number in value for value in stored] == [False, False]
    assert unseal(stored[0]) == number


def test_somebody_is_registered_under_an_id_number_once(cast):
    people.register(number="ZY0100", name="吴静", id_number=id_number(), by=cast.clerk, at=NOW)
    with pytest.raises(IdentityTaken):
        people.register(number="ZY0101", name="吴 静", id_number=id_number().lower(), by=cast.clerk, at=NOW)


def test_a_number_hashed_before_the_secret_changed_is_still_known(cast, settings):
    people.register(number="ZY0100", name="吴静", id_number=id_number(), by=cast.clerk, at=NOW)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    with pytest.raises(IdentityTaken):
        people.register(number="ZY0101", name="吴静", id_number=id_number(), by=cast.clerk, at=NOW)


def test_facts_that_contradict_the_id_number_are_refused(cast):
    for facts in ({"birth_year": 1991}, {"sex": "female"}):
        with pytest.raises(IdentityMismatch):
            people.register(number="ZY0100", name="吴静", id_number=id_number(), by=cast.clerk, at=NOW, **facts)


@pytest.mark.parametrize(("born", "error"), [("20121122", TooYoung), ("18800101", NoSuchBirthday)])
def test_the_day_of_birth_decides(cast, born, error):
    with pytest.raises(error):
        people.register(number="ZY0100", name="小明", id_number=id_number(born), by=cast.clerk, at=NOW)


def test_who_is_fourteen_today_is_registered_by_the_id_number(cast):
    number = id_number("20121121")
    assert people.register(number="ZY0100", name="小明", id_number=number, by=cast.clerk, at=NOW).birth_year == 2012


def test_who_may_register_nobody_learns_of_nobody(cast, teams):
    people.register(number="ZY0100", name="吴静", id_number=id_number(), by=cast.clerk, at=NOW)
    said = []
    for number in (id_number(), id_number(serial=23), "nonsense"):
        with pytest.raises(NotYours) as refused:
            people.register(number="ZY0101", name="吴静", id_number=number, by=teams.leader, at=NOW)
        said.append(str(refused.value))
    assert len(set(said)) == 1


def test_how_somebody_consented_is_recorded(teams, cast):
    Volunteer.objects.update(consented_at=None)
    assert people.record_consent(teams.cadre, by=cast.clerk, at=NOW, means="online").consent_means == "online"
    people.record_consents(Volunteer.objects.all(), by=cast.clerk, at=NOW)
    assert set(Volunteer.objects.values_list("consent_means", flat=True)) == {"online", "paper"}
