"""The map as people open it, and the data behind it."""

import json

import pytest
import time_machine

from core.middleware import tile_source
from inspections.models import Point
from tests.reports.rows import NOW, days_ago


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def data(client, **asked):
    return json.loads(client.get("/map/data/", asked).content)


@pytest.mark.parametrize("role", ["official", "clerk", "inspector", "handler", "area_staff"])
@pytest.mark.parametrize("address", ["/map/", "/map/data/"])
def test_who_works_with_points_sees_the_map(role, address, client, cast):
    client.force_login(getattr(cast, role))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/map/", "/map/data/"])
def test_who_does_not_is_told_why(address, client, cast):
    client.force_login(cast.outsider)
    page = client.get(address)
    assert page.status_code == 403
    assert "地图供与点位工作有关的人员使用" in page.content.decode()


def test_an_area_sees_its_own_points_and_problems(client, cast, city, ticket):
    ticket()
    ticket(point=city.village_market)
    client.force_login(cast.area_staff)
    own = Point.objects.visible_to(cast.area_staff).order_by("code")
    found = data(client)
    assert found["code"] == [point.code for point in own]
    assert Point.objects.count() > len(found["code"]) > 0


def test_a_copy_that_is_still_true_is_not_sent_again(client, cast, ticket):
    ticket()
    client.force_login(cast.official)
    first = client.get("/map/data/", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    again = client.get("/map/data/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_has_the_same_numbers_as_a_table(client, cast, ticket):
    ticket(due_at=days_ago(1))
    ticket()
    client.force_login(cast.official)
    towns = client.get("/map/").context["towns"]
    assert [(town.name, town.open, town.overdue) for town in towns] == [("北城区街道", 2, 1)]


def test_only_the_host_of_the_tiles_is_let_in():
    assert tile_source("https://{s}.tiles.example/{z}/{x}/{y}.png") == "https://*.tiles.example"
    assert tile_source("http://10.1.2.3:8080/{z}/{x}/{y}.png") == "http://10.1.2.3:8080"
    assert tile_source("") == ""


def test_without_tiles_the_policy_names_no_other_host(client):
    assert "img-src 'self' data: blob:;" in client.get("/login/").headers["Content-Security-Policy"]
