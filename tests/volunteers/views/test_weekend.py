from datetime import timedelta

import pytest
from django.urls import reverse

from command.choices import Role
from tests.cast import person
from tests.volunteers.conftest import NOW, activity
from volunteers.domain import taking_part
from volunteers.models import Turnout

PAGE = reverse("team-weekend")


@pytest.fixture
def page(client, time_machine_now):
    def get(user):
        client.force_login(user)
        return client.get(PAGE)

    return get


def titles(rows):
    return [row.title for row in rows]


def test_a_leader_begins_the_day_here(client, teams):
    client.force_login(teams.leader)
    assert client.get(reverse("home")).url == PAGE


def test_what_has_begun_asks_for_its_turnout_and_what_comes_is_listed(page, teams):
    activity("HD0101", "周日清扫", teams.north, starts_at=NOW + timedelta(days=1))
    activity("HD0102", "半月后", teams.north, starts_at=NOW + timedelta(days=15))
    activity("HD0103", "取消的", teams.north, cancelled_at=NOW)
    shown = page(teams.leader).context
    asked = titles(row for row, _form in shown["to_record"])
    assert (asked, titles(shown["coming"]), titles(shown["done"])) == (["清洁家园"], ["周日清扫"], [])


def test_who_comes_is_said_by_number(page, teams):
    answer = page(teams.leader)
    assert [(team, team.members) for team in answer.context["teams"]] == [(teams.north, 2)]
    assert "2 名队员" in answer.content.decode()


def test_a_turnout_is_recorded_from_the_card_and_the_page_comes_back(client, page, teams):
    page(teams.leader)
    address = reverse("activity-turnout", args=[teams.cleaning.pk])
    answer = client.post(address, {"organ": "12", "citizen": "30", "back": "weekend"}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert dict(Turnout.objects.values_list("category", "headcount")) == {"organ": 12, "citizen": 30}
    assert (list(answer.context["to_record"]), titles(answer.context["done"])) == ([], ["清洁家园"])


def test_what_was_typed_wrongly_is_asked_for_again_with_everything_kept(client, page, teams):
    page(teams.leader)
    address = reverse("activity-turnout", args=[teams.cleaning.pk])
    html = client.post(address, {"organ": "12", "citizen": "-3", "back": "weekend"}).content.decode()
    assert ('value="12"' in html, 'value="-3"' in html, 'name="back"' in html) == (True, True, True)


def test_activities_recorded_by_name_are_not_asked_for(page, teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    assert list(page(teams.leader).context["to_record"]) == []


def test_no_two_fields_of_the_page_have_one_id(page, teams):
    activity("HD0101", "又一个", teams.north, starts_at=NOW - timedelta(hours=5))
    ids = [field.auto_id for _row, form in page(teams.leader).context["to_record"] for field in form]
    assert len(ids) == len(set(ids)) == 8


def test_who_leads_no_team_is_told_who_enters_it(page, teams):
    newcomer = person("leader3", "新队长", Role.TEAM_LEADER)
    assert "您的账号未负责任何队伍" in page(newcomer).content.decode()


def test_an_official_finds_no_team_of_anybody_else_here(page, teams, cast):
    assert list(page(cast.official).context["to_record"]) == []


@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff", "outsider"])
def test_others_have_no_business_here(page, teams, cast, role):
    assert page(getattr(cast, role)).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_activities(page, client, teams, count_queries):
    def more(numbers):
        for number in numbers:
            activity(f"HD2{number:03d}", "过去", teams.north, starts_at=NOW - timedelta(hours=number))
            activity(f"HD3{number:03d}", "将来", teams.north, starts_at=NOW + timedelta(hours=number))
            done = activity(f"HD4{number:03d}", "已记", teams.north, starts_at=NOW - timedelta(hours=number))
            taking_part.record_turnout(done, headcounts={"citizen": 5}, by=None, at=NOW)

    page(teams.leader)
    more(range(1, 2))
    few = count_queries(client, PAGE)
    more(range(2, 31))
    assert count_queries(client, PAGE) == few
