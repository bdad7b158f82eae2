"""The official's page of volunteering, as people open it."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from command.choices import Role
from reports import tasks
from tests.cast import person
from tests.volunteers.conftest import NOW, activity, teams
from volunteers.domain import plans, taking_part
from volunteers.models import UnitRoster, Volunteer

__all__ = ["teams"]
PAGE = reverse("volunteering")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def official(client, cast, teams):
    taking_part.record_turnout(teams.cleaning, headcounts={"organ": 12, "citizen": 30}, by=None, at=NOW)
    Volunteer.objects.filter(pk=teams.cadre.pk).update(department=cast.city.transport)
    UnitRoster.objects.create(department=cast.city.transport, counted_on=NOW.date(), headcount=3)
    plans.set_targets({date(2026, 11, 1): 60}, by=None, at=NOW)
    client.force_login(cast.official)
    return client


def test_the_present_month_stands_against_its_target(official):
    html = official.get(PAGE).content.decode()
    assert ("70.00%" in html, "bar-mark" in html, reverse("turnout-plan") in html) == (True, True, True)


def numbers(page):
    found = re.findall(r'<a href="(/figures/[\w.]+/\?[^"]*)">([^<]+)</a>', page)
    return [(unescape(address), number) for address, number in found]


def test_every_number_with_a_passport_opens_one_that_says_the_same(official):
    linked = numbers(official.get(PAGE).content.decode())
    assert (len(linked) > 50, "33.33%" in dict(linked).values()) == (True, True)
    for address, number in linked:
        if number not in ("0", "—"):
            assert (address, official.get(address).context["value"].text) == (address, number)


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_who_reads_the_whole_city_reads_it(client, teams, cast, role):
    client.force_login(getattr(cast, role))
    assert client.get(PAGE).status_code == 200


def test_a_leader_is_led_to_the_activities_of_the_own_team(client, teams):
    client.force_login(teams.leader)
    assert client.get(PAGE).url == reverse("activity-week")


def test_others_end_with_the_sentence_that_it_is_not_theirs(client, cast):
    client.force_login(person("editor", "某某", Role.EDITOR))
    assert client.get(PAGE, follow=True).status_code == 403


def test_no_person_is_named(official):
    html = official.get(PAGE).content.decode()
    assert [name for name in ("孙", "李明", "周华", "ZY0001", "赵敏") if name in html] == []


def test_the_kept_page_does_not_count_again(official, django_assert_max_num_queries):
    official.get(PAGE)
    with django_assert_max_num_queries(5):
        official.get(PAGE)


def test_the_page_is_counted_before_anybody_asks(official, django_assert_max_num_queries):
    tasks.warm_dashboard()
    with django_assert_max_num_queries(7):
        official.get(PAGE)


def test_each_language_is_kept_by_itself(official):
    official.get(PAGE)
    official.cookies["django_language"] = "en"
    assert "Teams by kind" in official.get(PAGE).content.decode()


def test_an_empty_city_shows_the_page(client, cast):
    client.force_login(cast.official)
    assert "分类志愿服务队" in client.get(PAGE).content.decode()


def test_a_rate_of_sums_lists_what_each_record_adds_above_and_below_the_line(official, cast):
    page = official.get(reverse("figure", args=["volunteers.organ_rate"]))
    headings = [str(column.heading) for column in page.context["columns"]]
    assert headings == ["单位", "统计日期", "未注册人数", "在岗人数", "已注册人数"]
    assert [cell.text for cell in page.context["rows"][0]][2:] == ["2", "3", "1"]


def test_turnout_lists_what_has_begun(official, teams):
    activity("HD0009", "明天的活动", teams.north, starts_at=NOW + timedelta(hours=3))
    page = official.get(reverse("figure", args=["volunteers.turnout"]))
    assert [row[0].text for row in page.context["rows"]] == ["HD0002", "HD0001"]


def test_a_unit_below_all_leads_to_its_numbers_and_to_all_units_and_none_of_the_pages_names_anybody(official, cast):
    html = official.get(PAGE).content.decode()
    passport = next(address for address, text in numbers(html) if text == "33.33%")
    opened = official.get(passport)
    assert [cell.text for cell in opened.context["rows"][0]] == ["市交通运输局", "2026-11-21", "2", "3", "1"]
    pages = [html, opened.content.decode(), official.get(reverse("volunteer-units")).content.decode()]
    assert [name for name in ("孙", "ZY000") for page in pages if name in page] == []
    assert reverse("volunteer-units") in html
