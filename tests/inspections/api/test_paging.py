"""Pages of a list, forwards and back: whatever the order, each row once, and back the way one came."""

import pytest

from inspections.models import Ticket

pytestmark = pytest.mark.django_db
TICKETS = "/api/v1/tickets/"


def walk(program, address, side) -> list[list[str]]:
    """Return the numbers of each page from ``address`` on, as ``next`` or ``previous`` leads."""
    pages = []
    while address:
        page = program.get(address).json()
        pages.append([row["number"] for row in page["results"]])
        address = page[side]
    return pages


def last_of(program, address) -> str:
    while following := program.get(address).json()["next"]:
        address = following
    return address


@pytest.mark.parametrize("ordering", ["-id", "id", "due_at"])
@pytest.mark.parametrize("count", [1, 4, 5, 6])
def test_the_way_back_is_the_way_there(api, cast, stages, ordering, count):
    for _ in range(count):
        stages.dispatched()
    program, first = api(cast.clerk), f"{TICKETS}?page_size=2&ordering={ordering}"
    there = walk(program, first, "next")
    back = walk(program, last_of(program, first), "previous")
    assert back == there[::-1]
    assert sorted(number for page in there for number in page) == sorted(
        Ticket.objects.values_list("number", flat=True)
    )


def test_the_first_page_has_none_before_it(api, cast, stages):
    stages.dispatched()
    page = api(cast.clerk).get(TICKETS).json()
    assert (page["previous"], page["next"]) == (None, None)


def test_who_goes_back_can_go_on_again(api, cast, stages):
    for _ in range(3):
        stages.dispatched()
    program = api(cast.clerk)
    second = program.get(f"{TICKETS}?page_size=2").json()["next"]
    first = program.get(program.get(second).json()["previous"]).json()
    assert (first["previous"], program.get(first["next"]).json()["results"]) == (
        None,
        program.get(second).json()["results"],
    )


@pytest.mark.parametrize("cursor", ["WyI8Il0=", "WyI8IiwgIjwiXQ==", "WyI8IiwgMSwgMl0=", "PA=="])
def test_a_mangled_way_back_is_refused(api, cast, cursor):
    """["<"], ["<", "<"], ["<", 1, 2] and no JSON at all."""
    answer = api(cast.clerk).get(TICKETS, {"cursor": cursor})
    assert (answer.status_code, answer.json()["fields"]["cursor"] != []) == (400, True)


def test_an_unknown_address_is_told_to_a_program_as_every_refusal(api, cast):
    answer = api(cast.clerk).get("/api/v1/tockets/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_photo_is_told_with_its_ticket_in_the_own_scope(api, cast, stages):
    ticket = stages.rectified()
    photo = ticket.photos.get()
    address = f"/api/v1/photos/{photo.pk}/"
    told = api(cast.handler).get(address).json()
    facts = (told["id"], told["ticket"], told["role"], told["state"], told["width"] > 0)
    assert facts == (str(photo.pk), ticket.number, "after", photo.state, True)
    assert api(cast.other_handler).get(address).status_code == 404


def test_times_are_told_in_utc_to_their_last_digit(api, cast, stages):
    ticket = stages.dispatched()
    told = api(cast.clerk).get(f"{TICKETS}{ticket.number}/").json()
    assert told["reported_at"] == ticket.reported_at.isoformat().replace("+00:00", "Z")
