"""The dashboard and the passports of its numbers, as people open them."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse

from core.cache import PatientClient
from reports import tasks
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


def test_every_number_opens_a_passport_that_says_the_same(official):
    linked = numbers(official.get(DASHBOARD, {"period": "7"}).content.decode())
    assert len(linked) > 10
    for address, number in linked:
        assert (address, official.get(address).context["value"].text) == (address, number)


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_officials_office_administrator_and_auditor_read_it(role, client, cast):
    client.force_login(getattr(cast, role))
    assert client.get(DASHBOARD).status_code == 200


@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff"])
def test_everybody_else_is_told_why_not(role, client, cast):
    client.force_login(getattr(cast, role))
    page = client.get(DASHBOARD)
    assert page.status_code == 403
    assert "本页面供市领导和创城办使用" in page.content.decode()


def test_definitions_stand_under_the_rates(official):
    page = official.get(DASHBOARD).content.decode()
    assert page.count("应结案数＝本期销号数＋期末超期未销号数，缓办的不计入。") == 2


def test_an_empty_city_shows_dashes_for_rates(client, cast):
    client.force_login(cast.official)
    assert client.get(DASHBOARD).content.decode().count("—</a>") == 3


def test_the_page_says_when_it_was_counted(official):
    assert "数据截至 12:00:00" in official.get(DASHBOARD).content.decode()


def test_a_wrong_period_is_explained_and_the_default_shown(official):
    page = official.get(DASHBOARD, {"period": "custom", "since": "2026-11-20", "until": "2026-11-01"})
    assert "起始日期不能为空，且不能晚于截止日期。" in page.content.decode()
    assert "2026-10-22 至 2026-11-20" in page.content.decode()


@pytest.mark.parametrize(("sort", "first"), [("-open", "市城市管理"), ("-overdue", "市交通运输局")])
def test_units_are_sorted_as_asked(sort, first, official):
    table = official.get(DASHBOARD, {"units": sort}).content.decode().split("分责任单位情况")[1]
    assert re.search(r'<th scope="row">(.*?)</th>', table)[1].startswith(first)


def test_the_kept_page_does_not_count_again(official, django_assert_max_num_queries):
    official.get(DASHBOARD)
    with django_assert_max_num_queries(5):
        official.get(DASHBOARD)


def test_the_first_page_is_counted_before_anybody_asks(official, django_assert_max_num_queries):
    tasks.warm_dashboard()
    with django_assert_max_num_queries(9):
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
