from datetime import timedelta

import pytest
from django.core import signing

from core.models import AuditEntry
from core.periods import Period
from tests.volunteers.conftest import NOW, activity, shift
from volunteers.domain import certificates, own_page, people, shifts, taking_part
from volunteers.errors import (
    AlreadyRevoked,
    ConsentFirst,
    LinkShut,
    NoSuchPaper,
    NotYours,
    ShiftFull,
    ShiftNotOpen,
    Withdrawn,
)
from volunteers.models import SignUp, Volunteer


@pytest.fixture
def secret(teams, cast):
    return own_page.issue(teams.cadre, by=cast.clerk, at=NOW)


def test_the_link_opens_the_page_of_that_person_for_thirty_days(teams, secret):
    assert own_page.find(secret, at=NOW + timedelta(days=29)) == teams.cadre
    with pytest.raises(LinkShut):
        own_page.find(secret, at=NOW + timedelta(days=30))


def test_who_made_and_who_shut_a_link_stays_on_record_and_the_link_does_not(teams, secret, cast):
    own_page.revoke(teams.cadre, by=cast.clerk, at=NOW)
    entries = list(AuditEntry.objects.filter(action__startswith="volunteer.link").order_by("pk"))
    assert [(entry.action, entry.actor_id, entry.data) for entry in entries] == [
        ("volunteer.link.issued", cast.clerk.pk, {}),
        ("volunteer.link.revoked", cast.clerk.pk, {}),
    ]


def test_a_revoked_link_opens_nothing_and_a_new_one_does(teams, secret, cast):
    shut = own_page.revoke(teams.cadre, by=cast.clerk, at=NOW)
    with pytest.raises(LinkShut):
        own_page.find(secret, at=NOW)
    assert own_page.find(own_page.issue(shut, by=cast.clerk, at=NOW), at=NOW) == teams.cadre


def test_a_link_of_another_purpose_or_another_key_opens_nothing(teams, secret, settings):
    other = signing.Signer(salt="other").sign_object([teams.cadre.pk, 0, 4_000_000_000])
    settings.SECRET_KEY = "another"
    for wrong in (other, secret, secret[:-1], "", "x:y"):
        with pytest.raises(LinkShut):
            own_page.find(wrong, at=NOW)


def test_who_left_was_merged_or_erased_has_no_page(teams, secret):
    for gone in ({"withdrawn_at": NOW}, {"withdrawn_at": None, "merged_into": teams.student}):
        Volunteer.objects.filter(pk=teams.cadre.pk).update(**gone)
        with pytest.raises(LinkShut):
            own_page.find(secret, at=NOW)


@pytest.mark.parametrize("role", ["official", "auditor", "outsider"])
def test_only_who_keeps_volunteers_makes_and_shuts_links(teams, cast, role):
    for act in (own_page.issue, own_page.revoke):
        with pytest.raises(NotYours):
            act(teams.cadre, by=getattr(cast, role), at=NOW)


def test_a_leader_makes_no_link_to_the_page_of_a_member(teams):
    with pytest.raises(NotYours):
        own_page.issue(teams.cadre, by=teams.leader, at=NOW)


def test_nobody_who_is_gone_gets_a_link(teams, cast):
    gone = people.withdraw(teams.cadre, by=cast.clerk, at=NOW)
    with pytest.raises(Withdrawn):
        own_page.issue(gone, by=cast.clerk, at=NOW)


def test_consent_and_withdrawal_of_the_own_page_are_recorded_as_online(teams, secret):
    Volunteer.objects.update(consented_at=None)
    assert own_page.consent(secret, at=NOW).consent_means == "online"
    own_page.withdraw(secret, at=NOW)
    entries = AuditEntry.objects.filter(action__in=["volunteer.consented", "volunteer.withdrew"])
    assert [(entry.actor_id, entry.data) for entry in entries] == [(None, {"means": "online"})] * 2


@pytest.fixture
def post(teams):
    """A post for one, tomorrow, of the team of the person whose link it is."""
    return shift(activity("HD0101", "周日", teams.north, starts_at=NOW + timedelta(days=1)))


def test_somebody_signs_up_and_takes_it_back_without_an_account(teams, secret, post):
    row = own_page.sign_up(secret, shift=post.pk, at=NOW)
    assert (row.volunteer, row.by, row.at) == (teams.cadre, None, NOW)
    own_page.drop(secret, shift=post.pk, at=NOW)
    assert list(SignUp.objects.standing()) == []
    assert own_page.sign_up(secret, shift=post.pk, at=NOW).dropped_at is None


def test_what_is_not_open_to_the_person_is_refused_in_the_same_words(teams, secret):
    tomorrow = NOW + timedelta(days=1)
    elsewhere = shift(activity("HD0102", "别队", teams.east, starts_at=tomorrow))
    over = shift(teams.cleaning)
    cancelled = shift(activity("HD0103", "取消", teams.north, starts_at=tomorrow), cancelled_at=NOW)
    far = shift(activity("HD0104", "太远", teams.north, starts_at=NOW + timedelta(days=15)))
    for key in (elsewhere.pk, over.pk, cancelled.pk, far.pk, 0, 999_999):
        with pytest.raises(ShiftNotOpen):
            own_page.sign_up(secret, shift=key, at=NOW)


def test_nobody_takes_back_what_somebody_else_signed_up_for_or_what_is_over(teams, secret, post):
    shifts.sign_up(post, teams.student, by=None, at=NOW)
    with pytest.raises(ShiftNotOpen):
        own_page.drop(secret, shift=post.pk, at=NOW)
    SignUp.objects.create(shift=shift(teams.cleaning), volunteer=teams.cadre, at=NOW)
    with pytest.raises(ShiftNotOpen):
        own_page.drop(secret, shift=teams.cleaning.shifts.get().pk, at=NOW)
    assert SignUp.objects.filter(dropped_at=None).count() == 2


def test_a_place_that_somebody_else_has_is_refused(teams, secret, post):
    shifts.sign_up(post, teams.student, by=None, at=NOW)
    with pytest.raises(ShiftFull):
        own_page.sign_up(secret, shift=post.pk, at=NOW)


def test_who_has_not_consented_signs_up_for_nothing(teams, secret, post):
    Volunteer.objects.update(consented_at=None)
    with pytest.raises(ConsentFirst):
        own_page.sign_up(secret, shift=post.pk, at=NOW)


def test_somebody_fetches_the_own_paper_alone_and_it_stays_on_record(teams, secret):
    own, other = [certified(teams, held, person) for held, person in zip(*both(teams), strict=True)]
    assert own_page.paper(secret, certificate=own.pk, at=NOW) == own
    entry = AuditEntry.objects.get(action="certificate.printed")
    assert (entry.actor_id, entry.object_label, entry.data) == (None, own.number, {"means": "online"})
    with pytest.raises(NoSuchPaper):
        own_page.paper(secret, certificate=other.pk, at=NOW)


def test_a_revoked_paper_is_not_fetched(teams, secret):
    own = certified(teams, teams.cleaning, teams.cadre)
    certificates.revoke(own, reason="记录有误", by=None, at=NOW)
    with pytest.raises(AlreadyRevoked):
        own_page.paper(secret, certificate=own.pk, at=NOW)


def both(teams):
    return (teams.cleaning, teams.crossing), (teams.cadre, teams.citizen)


def certified(teams, held, person):
    taking_part.record_attendance(held, minutes={person: 90}, by=None, at=NOW)
    today = Period(NOW.date(), NOW.date())
    return certificates.issue(issuer=held.team, number=person.number, period=today, by=None, at=NOW)
