"""The whole table: who may do what in which state, what stands in the way, and what must come with it."""

from datetime import date

import pytest
from django.contrib.auth.models import Group

from command.choices import Role
from command.models import User
from core.choices import Clock
from inspections.choices import FINAL_STATES, PhotoRole, Source, TicketState, Verb
from inspections.domain import transitions
from inspections.domain.acts import Act
from inspections.domain.transitions import BEGINNINGS, TABLE, allowed_verbs, can, check, decide
from inspections.errors import (
    MissingDescription,
    MissingLimit,
    MissingPhoto,
    MissingReason,
    NotAllowed,
    TransitionRefused,
    WrongColleague,
    WrongDepartment,
    WrongTarget,
)
from inspections.models import Ticket
from tests.cast import person
from tests.core.calendars import CALENDAR
from tests.inspections.times import on

S, V = TicketState, Verb
RUNNING = (S.DISPATCHED, S.HANDLING)

# For each state, the verbs that each person is offered. The ticket was found by the first group, lies in the
# northern town and is with 城管局; an extension has been asked for, nobody has confirmed it.
OFFICE_ON_A_RUNNING_ONE = "transfer extend decline_extension suspend void merge attach"
OFFERED = {
    S.REPORTED: {
        "clerk": "confirm reject merge attach",
        "inspector": "confirm attach",
        "other_inspector": "confirm attach",
        "north_staff": "attach",
    },
    S.REGISTERED: {
        "clerk": "dispatch void merge attach",
        "inspector": "attach",
        "other_inspector": "attach",
        "north_staff": "attach",
    },
    S.DISPATCHED: {
        "clerk": OFFICE_ON_A_RUNNING_ONE,
        "inspector": "attach",
        "other_inspector": "attach",
        "handler": "accept hand_over return rectify attach",
        "colleague": "accept hand_over return rectify attach",
        "north_staff": "attach",
    },
    S.HANDLING: {
        "clerk": OFFICE_ON_A_RUNNING_ONE,
        "inspector": "attach",
        "other_inspector": "attach",
        "handler": "hand_over return rectify attach",
        "colleague": "hand_over return rectify attach",
        "north_staff": "attach",
    },
    S.RECTIFIED: {
        "clerk": "close rework merge attach",
        "inspector": "close rework attach",
        "other_inspector": "close rework attach",
        "handler": "attach",
        "colleague": "attach",
        "north_staff": "attach",
    },
    S.SUSPENDED: {
        "clerk": "resume void merge attach",
        "inspector": "attach",
        "other_inspector": "attach",
        "handler": "attach",
        "colleague": "attach",
        "north_staff": "attach",
    },
    S.CLOSED: {"clerk": "reopen", "inspector": "reopen", "other_inspector": "reopen"},
    S.REJECTED: {},
    S.VOIDED: {},
}


@pytest.fixture
def people(cast, city) -> dict[str, User | None]:
    people = dict(vars(cast))
    people.pop("city")
    people["colleague"] = person("colleague", "同事", Role.HANDLER, department=city.city_management)
    people["north_staff"] = person("north", "北城", Role.AREA_STAFF, department=city.transport, area=city.north)
    people["system"] = None
    return people


def ticket_in(state: str, city, people, **facts) -> Ticket:
    """Return an unsaved ticket as it is in ``state``."""
    held = {} if state in (S.REPORTED, S.REGISTERED) else {"department": city.city_management}
    if state in (*RUNNING, S.RECTIFIED, S.SUSPENDED):
        held |= {"due_at": on("18:00"), "limit_amount": 4, "limit_clock": Clock.WORK_HOUR}
    if state in (S.RECTIFIED, S.SUSPENDED):
        held["remaining_minutes"] = 60
    return Ticket(
        **{
            "state": state,
            "source": Source.PATROL,
            "area": city.north_street,
            "finder": people["inspector"],
            "finder_department": city.group_one,
            "followed_by": city.group_one,
            "handler": None if state in (S.REPORTED, S.REGISTERED, S.DISPATCHED) else people["handler"],
            "extension_asked_at": on("09:00"),
            "description": "垃圾",
        }
        | held
        | facts
    )


@pytest.mark.parametrize("state", TicketState)
def test_each_person_is_offered_exactly_what_the_table_says(state, city, people):
    ticket, expected = ticket_in(state, city, people), OFFERED[state]
    offered = {name: " ".join(allowed_verbs(ticket, user)) for name, user in people.items()}
    wanted = {name: " ".join(sorted(expected.get(name, "").split(), key=list(Verb).index)) for name in people}
    assert offered == wanted


@pytest.mark.parametrize("state", TicketState)
def test_a_verb_is_refused_as_forbidden_or_as_impossible(state, city, people):
    ticket = ticket_in(state, city, people)
    for verb in Verb:
        with pytest.raises(NotAllowed if (state, verb) in TABLE else TransitionRefused):
            check(verb, ticket, people["outsider"])


@pytest.mark.parametrize("state", [S.DISPATCHED, S.HANDLING, S.RECTIFIED])
def test_a_superuser_has_every_permission_and_no_other_way_in(state, city, people):
    boss = User.objects.create_superuser("boss", name="超级用户", department=city.city_management)
    ticket = ticket_in(state, city, people)
    offered = set(allowed_verbs(ticket, boss))
    assert {V.CLOSE, V.REWORK}.isdisjoint(offered)
    boss.department = city.office
    assert {V.ACCEPT, V.RECTIFY, V.RETURN}.isdisjoint(allowed_verbs(ticket, boss))


def test_an_account_that_is_switched_off_is_offered_nothing(city, people):
    people["clerk"].is_active = False
    assert allowed_verbs(ticket_in(S.REGISTERED, city, people), people["clerk"]) == []


def test_nobody_leaves_a_final_state():
    assert {rule.to for (state, _verb), rule in TABLE.items() if state in FINAL_STATES} == {S.CLOSED}


def test_every_state_can_be_reached():
    reached = {rule.to for rule in (*BEGINNINGS.values(), *TABLE.values())}
    assert reached == set(TicketState)


def test_every_open_state_can_be_added_to_and_merged():
    for verb in (V.ATTACH, V.MERGE):
        assert {state for state, known in TABLE if known == verb} == set(TicketState) - set(FINAL_STATES)


def test_a_verb_asks_the_same_people_in_every_state():
    people_of = {}
    for (_state, verb), rule in TABLE.items():
        people_of.setdefault(verb, set()).add(rule.who)
    assert {verb for verb, who in people_of.items() if len(who) > 1} == set()


# --- How a ticket begins --------------------------------------------------------------------


@pytest.mark.parametrize("source", Source)
def test_only_a_patrol_and_a_superior_are_registered_at_once(source, city, people):
    ticket = Ticket(source=source, area=city.north, description="垃圾")
    event = decide(ticket, Act(verb=V.REPORT, by=people["clerk"], at=on("09:00")))
    direct = source in (Source.PATROL, Source.SUPERIOR)
    assert (event.from_state, ticket.state) == ("", S.REGISTERED if direct else S.REPORTED)
    assert ticket.registered_at == (on("09:00") if direct else None)


@pytest.mark.parametrize(
    ("name", "sources"),
    [
        ("clerk", set(Source)),
        ("inspector", set(Source) - {Source.SUPERIOR}),
        ("system", set(Source) - {Source.SUPERIOR, Source.PATROL}),
        ("handler", set()),
        ("outsider", set()),
    ],
)
def test_who_may_log_what(name, sources, city, people):
    new = {source: Ticket(source=source, area=city.north) for source in Source}
    assert {source for source, ticket in new.items() if can(V.REPORT, ticket, people[name])} == sources


# --- Guards ---------------------------------------------------------------------------------


def test_a_report_is_registered_only_after_it_was_confirmed(city, people):
    ticket = ticket_in(S.REPORTED, city, people)
    with pytest.raises(TransitionRefused):
        check(V.REGISTER, ticket, people["clerk"])
    ticket.confirmed_at = on("10:00")
    assert can(V.REGISTER, ticket, people["clerk"])
    assert not can(V.CONFIRM, ticket, people["clerk"])


@pytest.mark.parametrize("state", RUNNING)
def test_an_extension_is_asked_for_once_and_declined_only_when_asked(state, city, people):
    asked, unasked = ticket_in(state, city, people), ticket_in(state, city, people, extension_asked_at=None)
    assert [can(V.ASK_EXTENSION, each, people["handler"]) for each in (asked, unasked)] == [False, True]
    assert [can(V.DECLINE_EXTENSION, each, people["clerk"]) for each in (asked, unasked)] == [True, False]
    assert [can(V.EXTEND, each, people["clerk"]) for each in (asked, unasked)] == [True, True]


def test_whoever_rectified_cannot_check_even_after_a_move_to_another_department(city, people):
    ticket = ticket_in(S.RECTIFIED, city, people, handler=people["inspector"])
    assert [can(V.CLOSE, ticket, people[name]) for name in ("inspector", "other_inspector")] == [False, True]


# --- What must come with it -----------------------------------------------------------------


def act(verb, by, **facts) -> Act:
    return Act(**{"verb": verb, "by": by, "at": on("10:00"), "calendar": CALENDAR} | facts)


def refusal(ticket, act) -> type[Exception] | None:
    """Return the error with which ``act`` is refused, having made sure that the ticket is as it was."""
    before = {field.attname: getattr(ticket, field.attname) for field in Ticket._meta.concrete_fields}
    try:
        decide(ticket, act)
    except transitions.TicketError as error:
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


def test_roles_of_the_table_exist_as_groups(people):
    assert set(Role.values) <= set(Group.objects.values_list("name", flat=True))
