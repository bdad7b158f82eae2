from datetime import timedelta

import pytest
from django.urls import reverse

from command.choices import Role
from tests.cast import person
from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.models import Turnout, Volunteer
from volunteers.weeks import Week

WEEK = reverse("activity-week") + "?week=2026-11-21"


@pytest.fixture
def page(client, time_machine_now):
    def get(user, address=WEEK):
        client.force_login(user)
        return client.get(address)

    return get


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_the_office_sees_the_activities_of_every_team(page, teams, cast, role):
    html = page(getattr(cast, role)).content.decode()
    assert ("清洁家园" in html, "路口劝导" in html) == (True, True)


def test_a_leader_sees_the_own_team_alone(page, teams):
    html = page(teams.leader).content.decode()
    assert ("清洁家园" in html, "路口劝导" in html) == (True, False)


@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff", "outsider"])
def test_others_have_no_business_here(page, teams, cast, role):
    assert page(getattr(cast, role)).status_code == 403


def test_what_was_recorded_is_shown_and_what_is_missing_is_said(page, teams):
    assert "未登记" in page(teams.leader).content.decode()
    Turnout.objects.create(activity=teams.cleaning, category=Category.CITIZEN, headcount=37, recorded_at=NOW)
    html = page(teams.leader).content.decode()
    assert ("市民&nbsp;37" in html, "未登记" in html) == (True, False)


def test_an_earlier_activity_without_a_record_is_asked_for(page, teams):
    activity("HD0008", "上上周的活动", teams.north, starts_at=NOW - timedelta(days=14))
    assert "上上周的活动" in page(teams.leader, reverse("activity-week")).content.decode()


def test_a_week_without_activities_says_so(page, teams):
    assert "本周没有安排活动" in page(teams.leader, f"{reverse('activity-week')}?week=2026-01-05").content.decode()


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-45", "99999-01-01"])
def test_an_address_without_a_date_is_the_present_week(text):
    today = NOW.date()
    assert Week.asked(text, today=today) == Week.of(today)


def test_the_number_of_queries_does_not_grow_with_the_rows(page, client, teams, django_assert_num_queries):
    page(teams.leader)
    with django_assert_num_queries(9):
        client.get(WEEK)
    for number in range(30):
        more = activity(f"HD1{number:03d}", "又一个", teams.north, starts_at=NOW - timedelta(hours=number))
        Turnout.objects.create(activity=more, category=Category.CITIZEN, headcount=5, recorded_at=NOW)
    with django_assert_num_queries(9):
        client.get(WEEK)


def test_an_account_without_a_team_sees_an_empty_week(page, teams):
    newcomer = person("leader3", "新队长", Role.TEAM_LEADER)
    assert "本周没有安排活动" in page(newcomer).content.decode()


def test_the_figures_count_what_the_leader_may_see(page, teams):
    Volunteer.objects.filter(pk=teams.student.pk).update(consented_at=None)
    for shown, heads in ((teams.cleaning, 37), (teams.crossing, 500)):
        Turnout.objects.create(activity=shown, category=Category.CITIZEN, headcount=heads, recorded_at=NOW)
    shown = page(teams.leader).context["values"]
    assert [value.number for value in shown] == [1, 1, 1, 0, 37, 0]
