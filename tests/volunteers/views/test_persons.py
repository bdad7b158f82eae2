import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from core.models import AuditEntry
from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.choices import State
from volunteers.domain import people, taking_part
from volunteers.models import Membership, Volunteer

ID = id_number("19850101")
VERBS = ["unmask", "consent", "withdraw", "erase", "issue-link", "revoke-link"]


@pytest.fixture
def known(teams):
    Volunteer.objects.filter(pk=teams.cadre.pk).update(**people.identified(people.identity.read(ID)))
    teams.cadre.refresh_from_db()
    return teams.cadre


@pytest.fixture
def page(client, time_machine_now):
    def get(user, volunteer):
        client.force_login(user)
        return client.get(reverse("volunteer-detail", args=[volunteer.pk]))

    return get


@pytest.fixture
def act(client, time_machine_now):
    def post(user, volunteer, verb, **given):
        client.force_login(user)
        return client.post(reverse("volunteer-act", args=[volunteer.pk, verb]), given)

    return post


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_everybody_reads_the_page_masked(page, known, cast, role):
    html = page(getattr(cast, role), known).content.decode()
    shown = [each in html for each in ("孙*", "138****1234", "ZY0001", "孙丽", "13800001234", ID)]
    assert shown == [True, True, True, False, False, False]


def test_a_leader_reads_the_own_members_and_nobody_else(page, teams, known):
    assert page(teams.leader, known).status_code == 200
    assert page(teams.leader, teams.citizen).status_code == 404


@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff", "outsider"])
def test_others_have_no_business_here(page, known, cast, role):
    assert page(getattr(cast, role), known).status_code == 403


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("clerk", ["unmask", "withdraw", "erase", "issue_link", "revoke_link"]),
        ("official", []),
        ("auditor", []),
    ],
)
def test_the_page_offers_what_the_reader_may_do(page, known, cast, role, offered):
    assert list(page(getattr(cast, role), known).context["forms"]) == offered


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", ["official", "auditor"])
def test_what_is_not_offered_is_refused(act, known, cast, role, verb):
    assert act(getattr(cast, role), known, verb, reason="看看", means="paper").status_code == 403


@pytest.mark.parametrize("verb", VERBS)
def test_a_leader_does_none_of_it_even_to_the_own_members(act, teams, known, verb):
    assert act(teams.leader, known, verb, reason="看看", means="paper").status_code == 403
    assert act(teams.leader, teams.citizen, verb, reason="看看", means="paper").status_code == 404


def test_what_is_masked_is_shown_once_with_a_reason_that_stays(act, page, known, cast):
    answer = act(cast.clerk, known, "unmask", reason="核对保险名单")
    html = answer.content.decode()
    assert [each in html for each in ("孙丽", "13800001234", ID)] == [True] * 3
    assert "no-store" in answer.headers["Cache-Control"]
    assert AuditEntry.objects.get(action="volunteer.unmasked").data == {"reason": "核对保险名单"}
    assert "13800001234" not in page(cast.clerk, known).content.decode()


@pytest.mark.parametrize("verb", ["unmask", "erase"])
def test_without_a_reason_nothing_happens(act, known, cast, verb):
    answer = act(cast.clerk, known, verb, reason=" ")
    assert (answer.status_code, "13800001234" in answer.content.decode()) == (400, False)
    assert not AuditEntry.objects.filter(action__startswith="volunteer.").exists()


def test_consent_is_recorded_once(act, page, known, cast):
    Volunteer.objects.filter(pk=known.pk).update(consented_at=None)
    assert "consent" in page(cast.clerk, known).context["forms"]
    assert act(cast.clerk, known, "consent", means="spoken").status_code == 302
    known.refresh_from_db()
    assert (known.consented_at, known.consent_means) == (NOW, "spoken")
    assert act(cast.clerk, known, "consent", means="paper").status_code == 409


def test_a_withdrawal_keeps_what_was_served(act, known, teams, cast):
    taking_part.record_attendance(teams.cleaning, minutes={known: 60}, by=None, at=NOW)
    assert act(cast.clerk, known, "withdraw").status_code == 302
    known.refresh_from_db()
    assert (known.state, known.phone, known.attendances.count()) == (State.WITHDRAWN, "", 1)
    assert act(cast.clerk, known, "withdraw").status_code == 409


def test_an_erased_person_has_a_page_without_a_name(act, page, known, cast):
    assert act(cast.clerk, known, "erase", reason="本人书面申请").status_code == 302
    known.refresh_from_db()
    answer = page(cast.clerk, known)
    assert (known.state, known.name, list(answer.context["forms"])) == (State.ERASED, "", [])


def test_a_link_is_made_opens_the_own_page_and_is_shut(act, client, known, cast):
    html = act(cast.clerk, known, "issue-link").content.decode()
    path = urlsplit(re.search(r'<code class="secret">([^<]+)</code>', html)[1]).path
    client.logout()
    assert client.get(path).context["person"] == known
    assert act(cast.clerk, known, "revoke-link").status_code == 302
    client.logout()
    assert client.get(path).status_code == 403


def test_no_page_has_the_link_afterwards(act, page, known, cast):
    act(cast.clerk, known, "issue-link")
    assert reverse("own-page", args=["x"])[:-2] not in page(cast.clerk, known).content.decode()


def test_an_act_that_does_not_exist_is_not_found(act, known, cast):
    assert act(cast.clerk, known, "promote").status_code == 404


def test_a_likely_double_is_a_question_to_the_office_alone(page, known, teams, cast):
    other = people.register(number="ZY0900", name="孙丽", birth_year=1985, by=None, at=NOW - timedelta(days=9))
    assert page(cast.clerk, known).context["doubles"] == [other]
    assert page(cast.official, known).context["doubles"] == page(teams.leader, known).context["doubles"] == []


def test_a_leader_reads_of_a_member_what_concerns_the_own_team(page, known, teams):
    people.join(teams.east, known, by=None, at=NOW)
    for served in (teams.cleaning, teams.crossing):
        taking_part.record_attendance(served, minutes={known: 60}, by=None, at=NOW)
    shown = page(teams.leader, known).context
    assert ([row.team for row in shown["memberships"]], [row.activity for row in shown["served"]]) == (
        [teams.north],
        [teams.cleaning],
    )


def test_the_team_and_the_search_lead_to_the_page(client, page, known, teams):
    page(teams.leader, known)
    address = reverse("volunteer-detail", args=[known.pk])
    team = client.get(reverse("team-detail", args=[teams.north.pk])).content.decode()
    found = client.post(reverse("volunteer-find"), {"wanted": "ZY0001"}).content.decode()
    assert (address in team, address in found) == (True, True)


def test_the_number_of_queries_does_not_grow_with_the_rows(page, known, teams, cast, count_queries, client):
    def more(numbers):
        for number in numbers:
            Membership.objects.create(
                team=teams.east, volunteer=known, valid_from=NOW.date() - timedelta(days=number), valid_to=NOW.date()
            )

    address = reverse("volunteer-detail", args=[known.pk])
    client.force_login(cast.clerk)
    more(range(1, 2))
    few = count_queries(client, address)
    more(range(2, 31))
    assert count_queries(client, address) == few
