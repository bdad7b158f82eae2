"""Two tickets side by side: merged in either direction, or told apart."""

import pytest

from inspections.domain import tickets
from inspections.models import NotDuplicate, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(stages):
    return stages.registered(), stages.registered()


def address(one: Ticket, two: Ticket) -> str:
    return f"/tickets/{one.number}/duplicates/{two.number}/"


def test_only_the_office_compares(client, cast, two):
    answers = {}
    for who in (cast.clerk, cast.inspector, cast.handler, cast.outsider):
        client.force_login(who)
        pages = (address(*two), f"/tickets/{two[0].number}/duplicates/", "/queue/duplicates/")
        answers[who.username] = [client.get(page).status_code for page in pages]
    refused = [403, 403, 403]
    assert answers == {"clerk": [200, 200, 200], "inspector": refused, "handler": refused, "outsider": refused}


def test_the_pages_lead_from_the_list_to_the_two(client, cast, two):
    client.force_login(cast.clerk)
    pages = ("/queue/duplicates/", f"/tickets/{two[0].number}/duplicates/")
    assert [address(*two) in client.get(page).content.decode() for page in pages] == [True, True]
    shown = client.get(address(*two)).content.decode()
    assert [
        word for word in ("同点位", "同类别", "文字相似度 100%", two[0].number, two[1].number) if word not in shown
    ] == []


@pytest.mark.parametrize(("stays", "goes"), [(0, 1), (1, 0)])
def test_either_is_merged_into_the_other(client, cast, two, stays, goes):
    client.force_login(cast.clerk)
    answer = client.post(address(*two), {"keep": two[stays].number, "note": "同一处"})
    merged = Ticket.objects.get(pk=two[goes].pk)
    assert (merged.state, merged.merged_into) == ("voided", two[stays])
    assert answer.url == f"/tickets/{two[stays].number}/"
    assert merged.events.order_by("-id")[0].note == "同一处"


def test_what_somebody_has_worked_on_meanwhile_is_not_merged_unseen(client, cast, two):
    client.force_login(cast.clerk)
    seen = {f"version-{ticket.number}": ticket.version for ticket in two}
    tickets.void(two[1], by=cast.clerk, at=two[1].reported_at, note="误报")
    answer = client.post(address(*two), {"keep": two[0].number, "note": "同一处", **seen})
    assert (answer.status_code, "已有新的办理记录" in answer.content.decode()) == (409, True)
    assert 'value="同一处"' in answer.content.decode()


@pytest.mark.parametrize("keep", ["20990101-0001", "x", "//evil.example/"])
def test_a_third_number_keeps_neither(client, cast, two, keep):
    client.force_login(cast.clerk)
    assert client.post(address(*two), {"keep": keep, "note": "同一处"}).status_code == 409
    assert list(Ticket.objects.filter(merged_into__isnull=False)) == []


def test_a_version_that_nobody_has_seen_is_no_error(client, cast, two):
    client.force_login(cast.clerk)
    sent = {"keep": two[0].number, "note": "同一处", f"version-{two[1].number}": "9" * 5000}
    assert client.post(address(*two), sent).status_code == 302


def test_two_problems_are_told_apart(client, cast, two):
    client.force_login(cast.clerk)
    client.post(address(*two), {"keep": "", "note": "两处"})
    assert list(NotDuplicate.objects.values_list("first", "second", "by", "note")) == [
        (two[0].pk, two[1].pk, cast.clerk.pk, "两处")
    ]


def test_the_list_costs_the_same_for_one_and_for_thirty(client, cast, two, stages, count_queries):
    client.force_login(cast.clerk)
    page = f"/tickets/{two[0].number}/duplicates/"
    one = [count_queries(client, each) for each in ("/queue/duplicates/", page)]
    for _n in range(28):
        stages.registered()
    assert [count_queries(client, each) for each in ("/queue/duplicates/", page)] == one
