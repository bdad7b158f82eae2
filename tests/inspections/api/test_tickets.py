"""Reading tickets, events and photos through the API."""

import pytest
from django.utils import timezone

from core.domain import jobs
from inspections.domain import tickets
from inspections.models import Ticket
from tests.inspections.photos import photo

pytestmark = pytest.mark.django_db
TICKETS, EVENTS = "/api/v1/tickets/", "/api/v1/events/"


def of(ticket, more: str = "") -> str:
    return f"{TICKETS}{ticket.number}/{more}"


def numbers(answer) -> list[str]:
    return [row["number"] for row in answer.json()["results"]]


def test_a_list_holds_what_is_in_scope_newest_first(api, cast, stages):
    first, second = stages.registered(), stages.dispatched(point=cast.city.road)
    answers = [api(each).get(TICKETS) for each in (cast.clerk, cast.handler, cast.other_handler, cast.outsider)]
    assert [numbers(each) for each in answers] == [[second.number, first.number], [second.number], [], []]


def test_a_row_says_what_where_who_and_until_when(api, cast, stages):
    ticket = stages.dispatched()
    row = api(cast.clerk).get(TICKETS).json()["results"][0]
    assert (row["state"], row["version"], row["category"]["name"]) == ("dispatched", ticket.version, "暴露垃圾")
    assert (row["point"]["code"], row["area"]["code"]) == ("DZ00001", "130682002X01")
    assert (row["department"], row["due_at"][-1]) == (
        {"id": cast.city.city_management.pk, "name": "市城市管理综合行政执法局"},
        "Z",
    )


def test_the_filters_of_the_queue_narrow_the_list(api, cast, stages):
    ticket, other = stages.dispatched(), stages.registered(point=cast.city.village_market)
    program = api(cast.clerk)
    asked = ["state=dispatched", "area=130682106", f"department={cast.city.city_management.pk}", "q=DZ00003"]
    found = [numbers(program.get(f"{TICKETS}?{query}")) for query in asked]
    assert found == [[ticket.number], [other.number], [ticket.number], [other.number]]


@pytest.mark.parametrize("query", ["state=x", "area=9", "department=x", "since=yesterday", "q=%00", "ordering=state"])
def test_a_filter_that_makes_no_sense_is_refused(api, cast, query):
    answer = api(cast.clerk).get(f"{TICKETS}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


@pytest.mark.parametrize("ordering", ["-id", "id", "due_at", "-closed_at"])
def test_pages_hold_every_ticket_once_in_each_order(api, cast, stages, ordering):
    made = {tickets.close(stages.rectified(), by=cast.inspector, at=timezone.now()).number for _n in range(3)}
    program, address, found = api(cast.clerk), f"{TICKETS}?page_size=1&ordering={ordering}", []
    while address:
        page = program.get(address)
        found += numbers(page)
        address = page.json()["next"]
    assert (len(found), set(found)) == (3, made)


def test_a_list_costs_the_same_queries_whatever_its_length(api, cast, stages, django_assert_num_queries):
    program = api(cast.handler)
    stages.dispatched()
    program.get(TICKETS)
    # token, roles, tickets
    with django_assert_num_queries(3):
        program.get(TICKETS)
    model = Ticket.objects.get()
    Ticket.objects.bulk_create(_copies(model, 30))
    with django_assert_num_queries(3):
        assert len(numbers(program.get(TICKETS))) == 31


def _copies(ticket, count: int):
    for n in range(count):
        ticket.pk, ticket.number = None, f"20260101-{n:04d}"
        yield Ticket(**{field.attname: getattr(ticket, field.attname) for field in Ticket._meta.concrete_fields})


def test_one_ticket_names_the_verbs_that_its_reader_may_do(api, cast, stages):
    ticket = stages.dispatched()
    told = [api(each).get(of(ticket)).json()["verbs"] for each in (cast.handler, cast.official)]
    assert told == [["accept", "hand_over", "return", "rectify", "ask_extension", "attach"], []]


def test_a_ticket_out_of_scope_is_not_found_nor_its_events_nor_its_photos(api, cast, stages):
    ticket, program = stages.dispatched(), api(cast.other_handler)
    answers = [program.get(of(ticket, more)) for more in ("", "events/", "photos/")]
    assert [(a.status_code, a.json()["code"]) for a in answers] == [(404, "not_found")] * 3


def test_a_tag_is_good_until_something_happens(api, cast, stages):
    ticket, program = stages.dispatched(), api(cast.handler)
    tag = program.get(of(ticket)).headers["ETag"]
    unchanged = program.get(of(ticket), headers={"If-None-Match": tag})
    tickets.accept(ticket, by=cast.handler, at=timezone.now())
    changed = program.get(of(ticket), headers={"If-None-Match": tag})
    assert (tag.startswith('"2.'), unchanged.status_code, changed.status_code) == (True, 304, 200)


def test_events_tell_the_history_in_order(api, cast, stages):
    ticket = stages.dispatched()
    rows = api(cast.handler).get(of(ticket, "events/")).json()["results"]
    assert [(row["verb"], row["actor"]["name"], row["ticket"]) for row in rows] == [
        ("report", "王国强", ticket.number),
        ("dispatch", "李文兰", ticket.number),
    ]


def test_the_feed_of_events_is_followed_from_the_last_one_known(api, cast, stages):
    ticket, program = stages.dispatched(), api(cast.handler)
    stages.registered(point=cast.city.road)
    known = program.get(EVENTS).json()["results"]
    tickets.accept(ticket, by=cast.handler, at=timezone.now())
    news = program.get(EVENTS, {"after": known[-1]["id"]}).json()["results"]
    assert ([row["verb"] for row in known], [row["verb"] for row in news]) == (["report", "dispatch"], ["accept"])


def test_the_feed_costs_the_same_queries_whatever_its_length(api, cast, stages, django_assert_num_queries):
    program = api(cast.handler)
    stages.dispatched()
    program.get(EVENTS)
    for size in (1, 30):
        with django_assert_num_queries(3):
            program.get(EVENTS, {"page_size": size})


def test_photos_are_served_to_those_who_may_see_the_ticket(api, cast, stages):
    ticket = stages.dispatched()
    tickets.rectify(ticket, by=cast.handler, at=timezone.now(), photos=[photo()])
    handler, other = api(cast.handler), api(cast.other_handler)
    row = handler.get(of(ticket, "photos/")).json()["results"][0]
    address = f"/api/v1/photos/{row['id']}/thumbnail/"
    waiting = handler.get(address)
    jobs.run_waiting()
    ready = handler.get(address)
    assert ready.getvalue()[:2] == b"\xff\xd8"
    assert (row["state"], waiting.status_code, waiting.json()["code"]) == ("stored", 409, "photo_not_ready")
    assert (ready.status_code, ready.headers["Content-Type"]) == (200, "image/jpeg")
    refused = [other.get(address).status_code, handler.get(address.replace("thumbnail", "original")).status_code]
    assert refused == [404, 404]


def test_points_are_those_in_scope(api, cast):
    found = [
        [row["code"] for row in api(each).get("/api/v1/points/").json()["results"]]
        for each in (cast.inspector, cast.other_handler, cast.area_staff, cast.outsider)
    ]
    assert found == [["DZ00001", "DZ00002", "DZ00003"], ["DZ00002"], ["DZ00003"], []]


def test_a_point_out_of_scope_is_not_found(api, cast):
    answers = [api(each).get("/api/v1/points/DZ00001/").status_code for each in (cast.handler, cast.other_handler)]
    assert answers == [200, 404]


def test_a_point_code_that_no_database_takes_is_not_found(api, cast):
    assert api(cast.clerk).get("/api/v1/points/%00/").status_code == 404


@pytest.mark.parametrize("name", ["point-types", "categories", "limits"])
def test_reference_data_costs_two_queries(api, cast, django_assert_num_queries, name):
    program = api(cast.handler)
    program.get(f"/api/v1/{name}/")
    for size in (1, 30):
        with django_assert_num_queries(2):
            assert program.get(f"/api/v1/{name}/", {"page_size": size}).status_code == 200


def test_times_less_than_a_millisecond_apart_are_paged_apart(api, cast, stages):
    closed = [tickets.close(stages.rectified(), by=cast.inspector, at=timezone.now()) for _n in range(3)]
    for n, ticket in enumerate(closed):
        Ticket.objects.filter(pk=ticket.pk).update(closed_at=ticket.closed_at.replace(microsecond=123400 + n, second=0))
    program, address, found = api(cast.clerk), f"{TICKETS}?page_size=1&ordering=-closed_at", []
    while address:
        page = program.get(address)
        found += numbers(page)
        address = page.json()["next"]
    assert sorted(found) == sorted(ticket.number for ticket in closed)
