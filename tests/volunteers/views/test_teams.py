import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.domain import people
from volunteers.models import Membership, UnitRoster, Volunteer

TEAMS, FIND, UNITS = reverse("team-list"), reverse("volunteer-find"), reverse("volunteer-units")


@pytest.fixture
def page(client, time_machine_now):
    def get(user, address, **posted):
        client.force_login(user)
        return client.post(address, posted) if posted else client.get(address)

    return get


def team_page(team):
    return reverse("team-detail", args=[team.pk])


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_the_office_sees_every_team(page, teams, cast, role):
    assert list(page(getattr(cast, role), TEAMS).context["page"].object_list) == [teams.north, teams.east]


def test_a_leader_sees_the_own_team_alone(page, teams):
    assert list(page(teams.leader, TEAMS).context["page"].object_list) == [teams.north]
    assert page(teams.leader, team_page(teams.north)).status_code == 200
    assert page(teams.leader, team_page(teams.east)).status_code == 404


@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff", "outsider"])
@pytest.mark.parametrize("address", [TEAMS, FIND, UNITS])
def test_others_have_no_business_here(page, teams, cast, role, address):
    assert page(getattr(cast, role), address).status_code == 403


def test_teams_are_narrowed_by_kind_and_name(page, teams, cast):
    def found(query):
        return list(page(cast.official, TEAMS + query).context["page"].object_list)

    assert found(f"?kind={teams.east.kind_id}") == [teams.east]
    assert found("?name=学雷锋") == found("?name=FWD001") == [teams.north]
    assert found("?kind=junk") == [teams.north, teams.east]


def test_a_team_that_ended_is_not_listed(page, teams, cast):
    type(teams.east).objects.filter(pk=teams.east.pk).update(valid_to=date(2026, 11, 20))
    assert list(page(cast.official, TEAMS).context["page"].object_list) == [teams.north]


def test_members_are_masked_for_everybody(page, teams, cast):
    for user in (teams.leader, cast.official, cast.clerk):
        html = page(user, team_page(teams.north)).content.decode()
        shown = [each in html for each in ("孙*", "138****1234", "ZY0001", "孙丽", "13800001234")]
        assert shown == [True, True, True, False, False]


def test_who_left_is_no_longer_a_member(page, teams):
    Membership.objects.filter(volunteer=teams.student).update(valid_to="2026-10-01")
    shown = page(teams.leader, team_page(teams.north)).context
    assert ([row.volunteer for row in shown["page"].object_list], shown["team"].members) == ([teams.cadre], 1)


@pytest.mark.parametrize("wanted", ["ZY0001", "孙丽", "孙", "1234", "13800001234"])
def test_somebody_is_found_by_number_name_or_phone(page, teams, cast, wanted):
    found = page(cast.clerk, FIND, wanted=wanted).context["found"]
    assert found is None if wanted == "孙" else teams.cadre in found


@pytest.mark.parametrize("wanted", [id_number(), "ZY0100", "吴静怡", "5678"])
def test_nobody_outside_the_scope_can_tell_whether_a_person_is_registered(page, teams, cast, wanted):
    before = page(teams.leader, FIND, wanted=wanted)
    people.register(number="ZY0100", name="吴静怡", phone="13900005678", id_number=id_number(), by=None, at=NOW)
    after = page(teams.leader, FIND, wanted=wanted)
    answers = [(each.status_code, each.context["found"], len(each.content)) for each in (before, after)]
    assert answers[0] == answers[1]
    assert [row.number for row in page(cast.clerk, FIND, wanted=wanted).context["found"]] == ["ZY0100"]


def test_an_own_member_is_found_by_the_id_number_and_stays_masked(page, teams):
    number = id_number("19850101")
    Volunteer.objects.filter(pk=teams.cadre.pk).update(**people.identified(people.identity.read(number)))
    answer = page(teams.leader, FIND, wanted=number)
    assert answer.context["found"] == [teams.cadre]
    assert "孙丽" not in answer.content.decode()


def test_units_say_how_many_are_missing_and_never_who(page, teams, cast):
    city = cast.city
    UnitRoster.objects.create(department=city.transport, counted_on=date(2026, 11, 1), headcount=3)
    Volunteer.objects.filter(pk=teams.cadre.pk).update(department=city.transport)
    answer = page(cast.official, UNITS)
    rows = [(r.department, r.headcount, r.registered, r.missing, r.rate_text) for r in answer.context["page"]]
    assert rows == [(city.transport, 3, 1, 2, "33.33%")]
    assert list(answer.context["uncounted"]) == [city.city_management]
    passport = unescape(re.search(r'class="figure-link" href="([^"]+)">33.33%<', answer.content.decode())[1])
    assert page(cast.official, passport).context["value"].scope.department == city.transport.pk
    assert "孙" not in answer.content.decode()


def test_a_leader_has_no_business_with_the_rosters_of_units(page, teams):
    assert page(teams.leader, UNITS).status_code == 403
    assert UNITS not in page(teams.leader, TEAMS).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(page, client, teams, cast, django_assert_max_num_queries):
    for number in range(30):
        row = Volunteer.objects.create(number=f"ZY8{number:03d}", name="甲", registered_at=NOW)
        Membership.objects.create(team=teams.north, volunteer=row, valid_from=NOW.date())
    UnitRoster.objects.create(department=cast.city.transport, counted_on=date(2026, 11, 1), headcount=3)
    for address in (TEAMS, team_page(teams.north), UNITS):
        page(cast.official, address)
        with django_assert_max_num_queries(10):
            client.get(address)
