"""What must come with a verb: a reason, a photo, a unit and a limit, the right colleague, the right ticket."""

from datetime import date

import pytest

from core.choices import Clock
from inspections.choices import FINAL_STATES, PhotoRole, Source, TicketState, Verb
from inspections.domain.acts import Act
from inspections.domain.transitions import decide
from inspections.errors import (
    MissingDescription,
    MissingLimit,
    MissingPhoto,
    MissingReason,
    TicketError,
    WrongColleague,
    WrongDepartment,
    WrongTarget,
)
from inspections.models import Ticket
from tests.core.calendars import CALENDAR
from tests.inspections.domain.states import RUNNING, ticket_in
from tests.inspections.times import on

S, V = TicketState, Verb


def act(verb, by, **facts) -> Act:
    return Act(**{"verb": verb, "by": by, "at": on("10:00"), "calendar": CALENDAR} | facts)


def refusal(ticket, act) -> type[Exception] | None:
    """Return the error with which ``act`` is refused, having made sure that the ticket is as it was."""
    before = {field.attname: getattr(ticket, field.attname) for field in Ticket._meta.concrete_fields}
    try:
        decide(ticket, act)
    except TicketError as error:
        assert before == {field.attname: getattr(ticket, field.attname) for field in Ticket._meta.concrete_fields}
        return type(error)
    return None


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        (S.REPORTED, V.REJECT),
        (S.REGISTERED, V.VOID),
        (S.DISPATCHED, V.VOID),
        (S.DISPATCHED, V.SUSPEND),
        (S.DISPATCHED, V.DECLINE_EXTENSION),
        (S.DISPATCHED, V.RETURN),
        (S.HANDLING, V.RETURN),
        (S.RECTIFIED, V.REWORK),
        (S.REGISTERED, V.ATTACH),
    ],
)
@pytest.mark.parametrize("note", ["", "   \n"])
def test_a_reason_is_asked_for(state, verb, note, city, people):
    by = people["handler" if verb == V.RETURN else "clerk"]
    assert refusal(ticket_in(state, city, people), act(verb, by, note=note)) == MissingReason
    assert refusal(ticket_in(state, city, people), act(verb, by, note="理由")) is None


@pytest.mark.parametrize("state", RUNNING)
def test_rectifying_needs_a_photo_of_after_and_of_nothing_else(state, city, people):
    for photos in ({}, {PhotoRole.AFTER: 0}, {PhotoRole.BEFORE: 2}):
        wanted = act(V.RECTIFY, people["handler"], photos=photos)
        assert refusal(ticket_in(state, city, people), wanted) == MissingPhoto
    assert (
        refusal(ticket_in(state, city, people), act(V.RECTIFY, people["handler"], photos={PhotoRole.AFTER: 1})) is None
    )


@pytest.mark.parametrize("photos", [{}, {PhotoRole.BEFORE: 1}, {PhotoRole.AFTER: 1}])
def test_closing_on_the_spot_needs_both_photos(photos, city, people):
    ticket = Ticket(source=Source.PATROL, area=city.north, description="垃圾")
    assert refusal(ticket, act(V.CLOSE_ON_THE_SPOT, people["inspector"], photos=photos)) == MissingPhoto


def test_a_problem_is_described(city, people):
    ticket = Ticket(source=Source.PATROL, area=city.north, description="  ")
    assert refusal(ticket, act(V.REPORT, people["inspector"])) == MissingDescription
    closed = ticket_in(S.CLOSED, city, people)
    assert refusal(closed, act(V.REOPEN, people["inspector"])) == MissingDescription


def dispatch(people, unit, verb=V.DISPATCH, **facts) -> Act:
    return act(verb, people["clerk"], **{"department": unit, "amount": 4, "clock": Clock.WORK_HOUR} | facts)


@pytest.mark.parametrize("facts", [{"amount": None}, {"amount": 0}, {"amount": 1000}, {"clock": ""}, {"clock": "moon"}])
def test_a_dispatch_needs_a_limit(facts, city, people):
    ticket = ticket_in(S.REGISTERED, city, people)
    assert refusal(ticket, dispatch(people, city.city_management, **facts)) == MissingLimit


@pytest.mark.parametrize("unit", ["office", "group_one", "headquarters", None])
def test_a_ticket_goes_only_to_units_that_handle_problems(unit, city, people):
    department = getattr(city, unit) if unit else None
    assert refusal(ticket_in(S.REGISTERED, city, people), dispatch(people, department)) == WrongDepartment


@pytest.mark.parametrize(("active_to", "expected"), [("2026-11-22", WrongDepartment), ("2026-11-23", None)])
def test_a_unit_is_in_force_through_its_last_day_in_the_city(active_to, expected, city, people):
    city.city_management.active_to = date.fromisoformat(active_to)
    ticket, wanted = ticket_in(S.REGISTERED, city, people), dispatch(people, city.city_management, at=on("23:30"))
    assert refusal(ticket, wanted) == expected


def test_a_transfer_goes_to_another_unit(city, people):
    same, other = (
        dispatch(people, unit, verb=V.TRANSFER, note="职责不符") for unit in (city.city_management, city.transport)
    )
    assert refusal(ticket_in(S.HANDLING, city, people), same) == WrongDepartment
    assert refusal(ticket_in(S.HANDLING, city, people), other) is None


@pytest.mark.parametrize("state", RUNNING)
@pytest.mark.parametrize("name", ["other_handler", "clerk", "north_staff", "outsider", None])
def test_a_ticket_is_handed_only_to_somebody_who_handles_problems_of_the_same_unit(name, state, city, people):
    wanted = act(V.HAND_OVER, people["handler"], person=people[name] if name else None)
    assert refusal(ticket_in(state, city, people), wanted) == WrongColleague


@pytest.mark.parametrize("state", RUNNING)
def test_a_ticket_is_not_handed_to_whoever_has_it_already(state, city, people):
    held = ticket_in(state, city, people, handler=people["handler"])
    wanted = {name: act(V.HAND_OVER, people["colleague"], person=people[name]) for name in ("handler", "colleague")}
    assert refusal(held, wanted["handler"]) == WrongColleague
    assert (refusal(held, wanted["colleague"]), held.handler, held.state) == (None, people["colleague"], state)


@pytest.mark.parametrize(
    ("state", "expected"), [*((s, WrongTarget) for s in FINAL_STATES), (S.REGISTERED, None), (S.RECTIFIED, None)]
)
def test_a_duplicate_is_merged_only_into_an_open_ticket(state, expected, city, people):
    into = ticket_in(state, city, people, pk=7)
    assert refusal(ticket_in(S.REGISTERED, city, people, pk=8), act(V.MERGE, people["clerk"], into=into)) == expected


def test_a_ticket_is_not_merged_into_itself_or_nothing(city, people):
    ticket = ticket_in(S.REGISTERED, city, people, pk=7)
    for into in (ticket, None):
        assert refusal(ticket, act(V.MERGE, people["clerk"], into=into)) == WrongTarget


def test_a_verb_that_counts_time_refuses_to_guess_a_calendar(city, people):
    with pytest.raises(ValueError, match="needs a calendar"):
        decide(ticket_in(S.REGISTERED, city, people), dispatch(people, city.transport, calendar=None))
