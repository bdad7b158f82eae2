"""The big screen as it is opened: by readers, under an address of the office, by nobody else."""

import re

import pytest
import time_machine

from inspections.choices import TicketState, Verb
from inspections.models import TicketEvent
from reports.domain import screen_addresses
from reports.models import ScreenAddress
from tests.reports.rows import NOW, days_ago


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def shared(cast):
    """The path under which the office lets a screen in."""
    _address, secret = screen_addresses.make(name="指挥部大厅", by=cast.clerk, at=NOW)
    return f"/screen/{secret}/"


@pytest.fixture
def busy(cast, ticket):
    """A late problem, written about and handled by people who have names."""
    late = ticket(
        due_at=days_ago(1),
        finder=cast.inspector,
        handler=cast.handler,
        description="刘英秀电话13800001111反映",
        place="王家",
    )
    TicketEvent.objects.create(
        ticket=late,
        verb=Verb.DISPATCH,
        to_state=TicketState.DISPATCHED,
        at=days_ago(1),
        actor=cast.clerk,
        note="请孙伟办理",
    )
    return late


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
@pytest.mark.parametrize("address", ["/screen/", "/screen/data/"])
def test_readers_open_it(role, address, client, cast):
    client.force_login(getattr(cast, role))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff", "outsider"])
@pytest.mark.parametrize("address", ["/screen/", "/screen/data/"])
def test_others_do_not(role, address, client, cast):
    client.force_login(getattr(cast, role))
    assert client.get(address).status_code == 403


def test_an_address_of_the_office_needs_no_log_in_and_opens_nothing_else(client, shared):
    assert [client.get(shared + part).status_code for part in ("", "data/", "outlines.json")] == [200, 200, 200]
    assert [client.get(path).status_code for path in ("/screen/", "/map/data/", "/dashboard/")] == [302, 302, 302]


def test_the_secret_goes_into_no_other_log_and_no_shared_cache(client, shared):
    answers = [client.get(shared + part) for part in ("", "data/", "outlines.json")]
    assert answers[0].headers["Referrer-Policy"] == "no-referrer"
    assert ["private" in answer.headers["Cache-Control"] for answer in answers] == [True, True, True]


def test_a_revoked_address_opens_nothing(client, cast, shared):
    screen_addresses.revoke(ScreenAddress.objects.get(), by=cast.clerk, at=NOW)
    assert [client.get(shared + part).status_code for part in ("", "data/", "outlines.json")] == [403, 403, 403]
    told = client.get(shared).content.decode()
    assert ("请联系创城办公室重新生成" in told, "您的账号" in told) == (True, False)


def test_no_person_is_on_the_screen(client, cast, shared, busy):
    told = "".join(client.get(shared + part).content.decode() for part in ("", "data/"))
    people = [person.name for person in vars(cast).values() if hasattr(person, "name")]
    assert [word for word in (*people, "刘英秀", "13800001111", "王家") if word in told] == []
    assert busy.number not in told


def test_the_numbers_are_those_of_the_dashboard(client, cast, busy):
    client.force_login(cast.official)
    parts = client.get("/screen/data/").json()["parts"]
    shown = re.findall(r'screen-value">([^<]+)<', parts["figures"])
    board = client.get("/dashboard/").content.decode()
    assert shown == re.findall(r'tile-value"><a[^>]*>([^<]+)<', board)


def test_the_data_tell_the_version_of_the_page(client, shared):
    page = client.get(shared).content.decode()
    assert f'data-version="{client.get(shared + "data/").json()["version"]}"' in page


def test_the_kept_screen_does_not_count_again(client, shared, busy, django_assert_max_num_queries):
    client.get(shared + "data/")
    with django_assert_max_num_queries(2):
        client.get(shared + "data/")


def test_a_theme_that_nobody_made_falls_back_to_dark(client, shared):
    assert 'data-theme="dark"' in client.get(shared, {"theme": "<script>"}).content.decode()
    assert 'data-theme="light"' in client.get(shared, {"theme": "light"}).content.decode()


def test_the_office_makes_an_address_sees_it_once_and_revokes_it(client, cast):
    client.force_login(cast.clerk)
    page = client.post("/screen/addresses/", {"name": "三楼会议室", "period": "7", "theme": "light"}).content.decode()
    path = re.search(r"<code>[^<]*(/screen/[^<]+)</code>", page)[1]
    assert client.get(path).status_code == 200
    assert path not in client.get("/screen/addresses/").content.decode()
    client.post(f"/screen/addresses/{ScreenAddress.objects.get().pk}/revoke/")
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("role", ["official", "auditor", "inspector", "handler"])
def test_others_make_no_addresses(role, client, cast):
    client.force_login(getattr(cast, role))
    assert client.post("/screen/addresses/", {"name": "大厅"}).status_code == 403
    assert client.post("/screen/addresses/1/revoke/").status_code == 403
    assert ScreenAddress.objects.count() == 0


def test_a_screen_without_a_place_is_asked_for_one(client, cast):
    client.force_login(cast.clerk)
    assert client.post("/screen/addresses/", {"name": "  "}).status_code == 400
    assert ScreenAddress.objects.count() == 0
