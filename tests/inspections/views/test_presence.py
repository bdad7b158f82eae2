"""The ticket's page says who else is there, to those who may see the ticket."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_page_asks_who_is_there(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.clerk)
    page = client.get(f"/tickets/{ticket.number}/").content.decode()
    assert f'hx-get="/tickets/{ticket.number}/presence/"' in page


def test_who_looks_is_named_and_who_writes_is_warned_of(client, cast, stages):
    address = f"/tickets/{stages.dispatched().number}/presence/"
    client.force_login(cast.clerk)
    assert client.get(address).content.decode().strip() == ""
    client.force_login(cast.handler)
    assert "正在查看此问题：" in client.get(address).content.decode()
    client.get(address, {"acting": "1"})
    client.force_login(cast.clerk)
    told = client.get(address).content.decode()
    assert ("孙伟" in told, "message warning" in told) == (True, True)


def test_a_ticket_out_of_scope_tells_nothing(client, cast, stages):
    address = f"/tickets/{stages.dispatched().number}/presence/"
    client.force_login(cast.other_handler)
    assert client.get(address).status_code == 404
