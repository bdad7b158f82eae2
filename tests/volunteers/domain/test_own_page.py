from datetime import timedelta

import pytest
from django.core import signing

from core.models import AuditEntry
from tests.volunteers.conftest import NOW, activity
from volunteers.domain import own_page, people, taking_part
from volunteers.errors import LinkShut, NotYours, Withdrawn
from volunteers.models import Activity, Volunteer


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


def test_what_comes_is_what_the_own_teams_hold_within_two_weeks(teams):
    shown = activity("HD0101", "周日", teams.north, starts_at=NOW + timedelta(days=1))
    activity("HD0102", "别队", teams.east, starts_at=NOW + timedelta(days=1))
    activity("HD0103", "太远", teams.north, starts_at=NOW + timedelta(days=15))
    activity("HD0104", "取消", teams.north, starts_at=NOW + timedelta(days=2), cancelled_at=NOW)
    assert list(own_page.coming(teams.cadre, at=NOW)) == [shown]


def test_what_was_served_leaves_out_cancelled_activities_and_other_people(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60, teams.student: 30}, by=None, at=NOW)
    taking_part.record_attendance(teams.crossing, minutes={teams.cadre: 45}, by=None, at=NOW)
    served = own_page.served(teams.cadre)
    assert (served.person_times(), served.minutes()) == (2, 105)
    Activity.objects.filter(pk=teams.crossing.pk).update(cancelled_at=NOW)
    assert [row.activity for row in own_page.served(teams.cadre)] == [teams.cleaning]
