"""The dashboard and the passports of its numbers, as people open them."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse

from core.cache import PatientClient
from reports import tasks
from tests.cast import person
from tests.reports.rows import NOW, days_ago

DASHBOARD = "/dashboard/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def week(city, ticket, closed_ticket):
    """Open, late, closed in time, closed late after rework, closed earlier, back again."""
    ticket()
    ticket(due_at=days_ago(1), point=city.road)
    closed_ticket(closed=1, due=0.5)
    closed_ticket(closed=1, due=2, rework_count=1)
    earlier = closed_ticket(closed=10, due=9)
    ticket(relapse_of=earlier, point=city.village_market)


@pytest.fixture
def official(client, cast, week):
    client.force_login(cast.official)
    return client


def numbers(page):
    """Return the linked numbers of a page: address and what is printed."""
    found = re.findall(r'<a href="(/figures/\w+/\?[^"]*)">([^<]+)</a>', page)
    return [(unescape(address), number) for address, number in found if re.search(r"\d|—", number)]


def tile(page, key):
    """Return what a headline figure of the page says."""
    return re.search(rf'class="tile tile-{key}[^"]*">.*?tile-value"><a [^>]*>([^<]+)</a>', page, re.S)[1]


def test_every_number_opens_a_passport_that_says_the_same(official):
    linked = numbers(official.get(DASHBOARD, {"period": "7"}).content.decode())
    assert len(linked) > 10
    for address, number in linked:
        assert (address, official.get(address).context["value"].text) == (address, number)


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_officials_office_administrator_and_auditor_read_it(role, client, cast):
    client.force_login(getattr(cast, role))
    assert client.get(DASHBOARD).status_code == 200


@pytest.mark.parametrize("role", ["editor", "team_leader"])
def test_who_works_with_no_problems_is_told_why_not(role, client, cast):
    client.force_login(person(role, "某某", role))
    page = client.get(DASHBOARD)
    assert page.status_code == 403
    assert "本页面供办理问题的人员使用" in page.content.decode()


@pytest.mark.parametrize(("role", "sees"), [("handler", "4"), ("area_staff", "1"), ("inspector", "0")])
def test_a_link_of_somebody_with_wider_scope_shows_what_the_reader_may_see_and_says_so(role, sees, client, cast, week):
    client.force_login(getattr(cast, role))
    page = client.get(DASHBOARD, {"period": "7"}).content.decode()
    assert "本页只统计您有权查看的问题" in page
    assert tile(page, "new") == sees
    for address, number in numbers(page):
        assert (address, client.get(address).context["value"].text) == (address, number)


def test_who_sees_everything_is_not_told_of_less(official):
    assert "本页只统计您有权查看的问题" not in official.get(DASHBOARD).content.decode()


def test_what_one_reader_sees_is_not_kept_for_another(client, cast, week):
    for role, sees in (("official", "5"), ("area_staff", "1"), ("official", "5")):
        client.force_login(getattr(cast, role))
        assert (role, tile(client.get(DASHBOARD, {"period": "7"}).content.decode(), "new")) == (role, sees)


def test_the_definition_of_a_figure_is_one_click_away(official):
    tiles = official.get(DASHBOARD).content.decode().split('class="tile ')[1:]
    assert len(tiles) == 8
    assert [tile for tile in tiles if '<details class="about"><summary>口径</summary><p>' not in tile] == []


def test_an_empty_city_shows_dashes_for_rates(client, cast):
    client.force_login(cast.official)
    assert client.get(DASHBOARD).content.decode().count('">—</a></p>') == 3


def test_the_page_says_when_it_was_counted(official):
    assert "数据截至 12:00:00" in official.get(DASHBOARD).content.decode()


def test_a_wrong_period_is_explained_and_the_default_shown(official):
    page = official.get(DASHBOARD, {"period": "custom", "since": "2026-11-20", "until": "2026-11-01"})
    assert "起始日期不能为空，且不能晚于截止日期。" in page.content.decode()
    assert "2026-10-22 至 2026-11-20" in page.content.decode()


@pytest.mark.parametrize(("sort", "first"), [("-open", "市城市管理"), ("-overdue", "市交通运输局")])
def test_units_are_sorted_as_asked(sort, first, official):
    table = official.get(DASHBOARD, {"units": sort}).content.decode().split("分责任单位情况")[1]
    assert re.search(r'<th scope="row"><a [^>]*>(.*?)</a></th>', table)[1].startswith(first)


def test_the_kept_page_does_not_count_again(official, django_assert_max_num_queries):
    official.get(DASHBOARD)
    with django_assert_max_num_queries(5):
        official.get(DASHBOARD)


def test_the_first_page_is_counted_before_anybody_asks(official, django_assert_max_num_queries):
    tasks.warm_dashboard()
    with django_assert_max_num_queries(13):
        official.get(DASHBOARD)


def test_without_a_cache_the_page_works(official, settings, monkeypatch):
    monkeypatch.setattr(PatientClient, "absent_until", 0.0)
    settings.CACHES = {"default": {"BACKEND": "core.cache.PatientRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}
    assert official.get(DASHBOARD).status_code == 200


def test_an_address_of_before_leads_to_the_passport(official):
    answer = official.get("/dashboard/new/?period=7")
    assert (answer.status_code, answer.url) == (301, "/figures/new/?period=7")


def test_the_way_back_keeps_the_selection(official):
    address = reverse("figure", args=["new"]) + "?period=7&area=130682106&category=1"
    page = official.get(address).content.decode()
    back = next(a for a in re.findall(r'href="([^"]+)"', page) if a.startswith("/dashboard/?"))
    assert urlsplit(unescape(back)).query == "period=7&area=130682106"
