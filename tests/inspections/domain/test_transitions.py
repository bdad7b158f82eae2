"""The whole table: who may do what in which state, and what stands in the way."""

import pytest
from django.contrib.auth.models import Group

from command.choices import Role
from command.models import User
from inspections.choices import FINAL_STATES, Source, TicketState, Verb
from inspections.domain.acts import Act
from inspections.domain.transitions import BEGINNINGS, TABLE, allowed_verbs, can, check, decide
from inspections.errors import (
    NotAllowed,
    TransitionRefused,
)
from inspections.models import Ticket
from tests.inspections.domain.states import RUNNING, ticket_in
from tests.inspections.times import on

S, V = TicketState, Verb

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


def test_roles_of_the_table_exist_as_groups(people):
    assert set(Role.values) <= set(Group.objects.values_list("name", flat=True))
