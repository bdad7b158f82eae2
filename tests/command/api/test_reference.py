"""Areas and departments in the API."""

import pytest
from django.urls import reverse

from command.domain import tokens

pytestmark = pytest.mark.django_db
AREAS, DEPARTMENTS = "/api/v1/areas/", "/api/v1/departments/"


def test_areas_come_in_the_order_of_their_codes(api, cast):
    rows = api(cast.handler).get(AREAS, {"under": "130682002"}).json()["results"]
    assert [(row["code"], row["parent"], row["level"]["rank"]) for row in rows] == [
        ("130682002", "130682", 2),
        ("130682002X01", "130682002", 3),
    ]


def test_one_area_and_one_that_is_not(api, cast):
    program = api(cast.handler)
    answers = [program.get(f"{AREAS}{code}/") for code in ("130682106", "999999")]
    assert ([a.status_code for a in answers], answers[0].json()["name"]) == ([200, 404], "东亭镇")


def test_a_page_leads_to_the_next_until_there_is_none(api, cast):
    program, address, names = api(cast.clerk), f"{DEPARTMENTS}?page_size=3", []
    while address:
        page = program.get(address).json()
        names += [row["name"] for row in page["results"]]
        address = page["next"]
    whole = program.get(DEPARTMENTS).json()["results"]
    assert (names, len(set(names))) == ([row["name"] for row in whole], len(names))


def test_a_list_costs_the_same_queries_whatever_its_length(api, cast, django_assert_num_queries):
    program = api(cast.clerk)
    program.get(AREAS)
    for size in (1, 30):
        # token, rows
        with django_assert_num_queries(2):
            program.get(AREAS, {"page_size": size})


@pytest.mark.parametrize(
    "query",
    ["page_size=0", "page_size=201", "page_size=x", "ordering=name", "cursor=x", "cursor=WzFd!", "rank=9", "name=%00"],
)
def test_what_a_list_does_not_understand_is_refused(api, cast, query):
    answer = api(cast.clerk).get(f"{AREAS}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_a_copy_that_is_still_good_is_not_sent_again(api, cast):
    program = api(cast.clerk)
    tag = program.get(AREAS).headers["ETag"]
    again = program.get(AREAS, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_stranger_and_a_wrong_token_are_told_to_bring_one(client, db):
    answers = [client.get(AREAS), client.get(AREAS, headers={"Authorization": "Bearer cp_wrong"})]
    assert [(a.status_code, a.headers["WWW-Authenticate"], a.json()["code"]) for a in answers] == [
        (401, "Bearer", "not_authenticated"),
        (401, "Bearer", "authentication_failed"),
    ]


def test_a_session_reads_too(client, cast):
    client.force_login(cast.clerk)
    assert client.get(AREAS).status_code == 200


def test_who_asks_too_often_is_told_to_wait(api, cast, settings):
    settings.API_READ_RATE = "2/min"
    program = api(cast.clerk)
    answers = [program.get(AREAS).status_code for _n in range(3)]
    assert (answers, api(cast.handler).get(AREAS).status_code) == ([200, 200, 429], 200)


def test_the_use_of_a_token_is_noted(api, cast):
    api(cast.clerk).get(AREAS)
    assert cast.clerk.tokens.get().last_used_at is not None


def test_a_revoked_token_is_refused_at_once(api, cast):
    program = api(cast.clerk)
    tokens.revoke(cast.clerk.tokens.get(), by=cast.clerk, at=cast.clerk.tokens.get().created_at)
    assert program.get(reverse("api-areas")).status_code == 401
