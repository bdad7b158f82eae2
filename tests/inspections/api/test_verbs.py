"""Writing through the API: logging, verbs, versions, keys."""

import pytest
from django.urls import reverse
from django.utils import timezone

from command.choices import Role
from core.models import KeptAnswer
from inspections.choices import TicketState
from inspections.domain import tickets
from inspections.forms.verbs import ACTIONS
from inspections.models import Ticket, TicketEvent
from tests.cast import person
from tests.inspections.photos import photo

pytestmark = pytest.mark.django_db
TICKETS = "/api/v1/tickets/"
KEY = {"Idempotency-Key": "5f0c2b9e-1"}


def of(ticket, verb: str) -> str:
    return f"{TICKETS}{ticket.number}/{verb}/"


def send(program, address, data=None, **headers):
    return program.post(address, data or {}, content_type="application/json", headers=headers)


@pytest.fixture
def problem(category) -> dict:
    return {"point": "DZ00001", "category": category.pk, "description": "摊位前有垃圾"}


def test_an_inspector_logs_a_problem_with_photos(api, cast, problem):
    answer = api(cast.inspector).post(TICKETS, {**problem, "photos": [photo("a.jpg"), photo("b.jpg")]})
    ticket = Ticket.objects.get()
    assert (answer.status_code, answer.json()["number"], answer.headers["ETag"]) == (201, ticket.number, '"1"')
    assert (ticket.state, ticket.photos.count(), ticket.finder) == (TicketState.REGISTERED, 2, cast.inspector)


def test_a_problem_without_a_point_needs_an_area(api, cast, problem):
    program = api(cast.inspector)
    nowhere, somewhere = {**problem, "point": None}, {**problem, "point": None, "area": "130682106X01"}
    answers = [send(program, TICKETS, each) for each in (nowhere, somewhere)]
    assert [(a.status_code, a.json().get("code")) for a in answers] == [(400, "missing_place"), (201, None)]


def test_a_known_problem_is_told_and_logged_only_when_insisted_on(api, cast, problem, stages):
    known, program = stages.registered(), api(cast.inspector)
    told, insisted = send(program, TICKETS, problem), send(program, TICKETS, {**problem, "anyway": True})
    assert (told.status_code, told.json()["code"], told.json()["duplicates"]) == (
        409,
        "open_duplicate",
        [known.number],
    )
    assert insisted.status_code == 201


def test_a_problem_found_and_fixed_in_one_visit(api, cast, problem):
    address = f"{TICKETS}close_on_the_spot/"
    program = api(cast.inspector)
    answers = [
        program.post(address, {**problem, "before": [photo()]}),
        program.post(address, {**problem, "before": [photo()], "after": [photo()]}),
    ]
    assert [a.status_code for a in answers] == [400, 201]
    assert answers[1].json()["on_the_spot"] is True


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", "1e400"),
        ("category", True),
        ("point", "DZ99999"),
        ("point", "\0"),
        ("point", {"code": 1}),
        ("longitude", 115),
        ("longitude", "nan"),
        ("description", ""),
        ("description", "长" * 2001),
        ("source", "rumour"),
    ],
)
def test_what_makes_no_sense_is_named_and_nothing_is_stored(api, cast, problem, field, value):
    answer = send(api(cast.inspector), TICKETS, {**problem, field: value})
    expected = (400, "invalid", 0)
    assert (answer.status_code, answer.json()["code"], Ticket.objects.count()) == expected


def test_a_body_that_is_no_json_is_refused(api, cast):
    program = api(cast.inspector)
    bodies = ["{", "[]", '"x"', '{"longitude": NaN}']
    answers = [program.post(TICKETS, body, content_type="application/json") for body in bodies]
    assert [a.status_code for a in answers] == [400] * 4


def test_what_is_no_photo_is_refused_and_nothing_is_stored(api, cast, problem):
    broken = photo("broken.jpg")
    broken.file.truncate(100)
    broken.size = 100
    answer = api(cast.inspector).post(TICKETS, {**problem, "photos": [broken]})
    assert (answer.status_code, answer.json()["code"], Ticket.objects.count()) == (422, "unreadable_photo", 0)


def test_who_may_not_log_is_refused(api, cast, problem):
    answer = send(api(cast.handler), TICKETS, problem | {"anyway": True})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_ticket_goes_its_whole_way_through_the_api(api, cast, problem, limit):
    inspector, clerk, handler = api(cast.inspector), api(cast.clerk), api(cast.handler)
    ticket = Ticket(number=send(inspector, TICKETS, problem).json()["number"])
    dispatch = {"department": cast.city.city_management.pk, "limit": limit.pk}
    states = [
        send(clerk, of(ticket, "dispatch"), dispatch).json()["state"],
        send(handler, of(ticket, "accept")).json()["state"],
        handler.post(of(ticket, "rectify"), {"photos": [photo()], "note": "已清运"}).json()["state"],
        send(inspector, of(ticket, "rework"), {"note": "仍有残留"}).json()["state"],
        handler.post(of(ticket, "rectify"), {"photos": [photo()]}).json()["state"],
        send(inspector, of(ticket, "close")).json()["state"],
    ]
    assert states == ["dispatched", "handling", "rectified", "handling", "rectified", "closed"]
    again = send(inspector, of(ticket, "reopen"), {"description": "又有垃圾"})
    assert (again.status_code, again.json()["relapse_of"]) == (201, ticket.number)


def test_a_handler_hands_a_ticket_to_a_colleague_whom_the_api_names(api, cast, stages):
    ticket = stages.dispatched()
    colleague = person("colleague", "同事", Role.HANDLER, department=cast.city.city_management)
    program = api(cast.handler)
    named = program.get(f"{TICKETS}{ticket.number}/colleagues/").json()["results"]
    answer = send(program, of(ticket, "hand_over"), {"person": colleague.pk, "note": "辖区在你那里"})
    stranger = send(program, of(ticket, "hand_over"), {"person": cast.other_handler.pk})
    assert {each["id"] for each in named} == {cast.handler.pk, colleague.pk}
    assert (answer.status_code, answer.json()["handler"]) == (200, {"id": colleague.pk, "name": "同事"})
    assert (stranger.status_code, list(stranger.json()["fields"])) == (400, ["person"])


def test_colleagues_are_named_to_the_own_unit_alone(api, cast, stages):
    address = f"{TICKETS}{stages.dispatched().number}/colleagues/"
    office, stranger = api(cast.clerk).get(address), api(cast.other_handler).get(address)
    assert (office.json()["results"], stranger.status_code) == ([], 404)


def test_every_verb_of_the_table_has_an_address(cast, stages):
    ticket = stages.registered()
    found = {verb: reverse(f"api-ticket-{verb.value}", args=[ticket.number]) for verb in ACTIONS}
    assert found == {verb: of(ticket, verb.value) for verb in ACTIONS}


@pytest.mark.parametrize("verb", [verb.value for verb in ACTIONS])
def test_a_verb_on_a_ticket_out_of_scope_finds_nothing(api, cast, stages, verb):
    answer = send(api(cast.other_handler), of(stages.dispatched(), verb))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_the_rules_of_the_domain_answer_with_their_own_codes(api, cast, stages, limit):
    ticket, fresh = stages.dispatched(), stages.reported(point=cast.city.road)
    clerk, handler = api(cast.clerk), api(cast.handler)
    group = {"department": cast.city.group_one.pk, "limit": limit.pk, "note": "x"}
    answers = [
        send(clerk, of(ticket, "accept")),
        send(clerk, of(ticket, "close")),
        send(clerk, of(fresh, "register")),
        send(handler, of(ticket, "return"), {"note": " "}),
        send(clerk, of(ticket, "transfer"), group),
        send(clerk, of(ticket, "transfer"), group | {"department": cast.city.city_management.pk}),
        send(clerk, of(ticket, "merge"), {"into": ticket.number}),
    ]
    assert [(a.status_code, a.json()["code"]) for a in answers] == [
        (403, "not_allowed"),
        (409, "transition_refused"),
        (409, "transition_refused"),
        (400, "invalid"),
        (400, "invalid"),
        (409, "wrong_department"),
        (409, "wrong_target"),
    ]


def test_a_ticket_that_leaves_the_scope_is_answered_with_nothing(api, cast, stages):
    ticket = stages.dispatched()
    answer = send(api(cast.handler), of(ticket, "return"), {"note": "不属我单位"})
    ticket.refresh_from_db()
    assert (answer.status_code, answer.content, ticket.state) == (204, b"", TicketState.REGISTERED)


def test_a_stale_version_is_refused_with_what_has_happened_since(api, cast, stages):
    ticket, program = stages.dispatched(), api(cast.clerk)
    tag = program.get(f"{TICKETS}{ticket.number}/").headers["ETag"]
    tickets.accept(ticket, by=cast.handler, at=timezone.now())
    answer = send(program, of(ticket, "suspend"), {"note": "等雨停"}, **{"If-Match": tag})
    told = [(event["verb"], event["actor"]["name"]) for event in answer.json()["events"]]
    assert (answer.status_code, answer.json()["code"], told) == (412, "stale_ticket", [("accept", "孙伟")])


def test_the_present_version_is_accepted_and_one_that_is_none_refused(api, cast, stages):
    ticket, program = stages.dispatched(), api(cast.handler)
    wrong = send(program, of(ticket, "accept"), **{"If-Match": "W/x"})
    right = send(program, of(ticket, "accept"), **{"If-Match": f'"{ticket.version}"'})
    assert (wrong.status_code, right.status_code, right.headers["ETag"]) == (400, 200, '"3"')


def test_the_same_key_logs_once_and_answers_the_same(api, cast, problem):
    program = api(cast.inspector)
    answers = [send(program, TICKETS, problem | {"anyway": True}, **KEY) for _n in range(3)]
    same = {(a.status_code, a.content, a.headers["ETag"]) for a in answers}
    assert (len(same), Ticket.objects.count(), TicketEvent.objects.count()) == (1, 1, 1)


def test_the_same_photos_in_another_envelope_are_the_same_request(api, cast, problem):
    program = api(cast.inspector)
    statuses = [program.post(TICKETS, {**problem, "photos": [photo()]}, headers=KEY).status_code for _n in range(2)]
    other = program.post(TICKETS, {**problem, "photos": [photo(colour="red")]}, headers=KEY)
    assert (statuses, other.status_code, Ticket.objects.count()) == ([201, 201], 409, 1)


def test_a_key_with_another_request_is_refused(api, cast, problem):
    program = api(cast.inspector)
    send(program, TICKETS, problem, **KEY)
    answer = send(program, TICKETS, {**problem, "description": "别的"}, **KEY)
    assert (answer.status_code, answer.json()["code"]) == (409, "key_used_otherwise")


def test_a_refused_write_leaves_its_key_free(api, cast, stages):
    ticket, program = stages.dispatched(), api(cast.handler)
    refused = send(program, of(ticket, "close"), **KEY)
    done = send(program, of(ticket, "accept"), **KEY)
    assert (refused.status_code, done.status_code) == (409, 200)


def test_a_key_is_its_persons_own(api, cast, problem, category):
    first = send(api(cast.inspector), TICKETS, problem, **KEY)
    other = {**problem, "point": "DZ00002"}
    second = send(api(cast.other_inspector), TICKETS, other, **KEY)
    assert (first.status_code, second.status_code, KeptAnswer.objects.count()) == (201, 201, 2)


def test_an_empty_answer_is_replayed_too(api, cast, stages):
    ticket, program = stages.dispatched(), api(cast.handler)
    answers = [send(program, of(ticket, "return"), {"note": "不属我单位"}, **KEY) for _n in range(2)]
    assert [(a.status_code, a.content) for a in answers] == [(204, b"")] * 2


def test_a_key_that_is_none_is_refused(api, cast, problem):
    answer = send(api(cast.inspector), TICKETS, problem, **{"Idempotency-Key": "短"})
    assert (answer.status_code, Ticket.objects.count()) == (400, 0)


def test_a_token_for_reading_writes_nothing(api, cast, problem):
    program = api(cast.inspector, "read")
    answer = send(program, TICKETS, problem)
    assert (answer.status_code, program.get(TICKETS).status_code) == (403, 200)


def test_a_session_writes_only_with_its_token_against_forgery(client, cast, problem):
    client.handler.enforce_csrf_checks = True
    client.force_login(cast.inspector)
    refused = client.post(TICKETS, problem, content_type="application/json")
    client.get(reverse("profile"))
    token = client.cookies["csrftoken"].value
    done = client.post(TICKETS, problem, content_type="application/json", headers={"X-CSRFToken": token})
    assert (refused.status_code, done.status_code) == (403, 201)


def test_writes_are_counted_apart_from_reads(api, cast, problem, settings):
    settings.API_WRITE_RATE = "1/min"
    program = api(cast.inspector)
    answers = [send(program, TICKETS, problem).status_code for _n in range(2)]
    assert (answers, program.get(TICKETS).status_code) == ([201, 429], 200)


def test_a_known_problem_of_another_group_is_added_to_unseen(api, cast, stages):
    ticket = stages.registered()
    program = api(cast.other_inspector)
    added = send(program, of(ticket, "attach"), {"note": "仍在"})
    stale = send(program, of(ticket, "attach"), {"note": "仍在"}, **{"If-Match": '"1"'})
    assert (added.status_code, added.content, ticket.events.count()) == (204, b"", 2)
    assert (stale.status_code, stale.json()["events"]) == (412, [])


def test_a_body_too_large_for_memory_is_refused(api, cast, problem, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = send(api(cast.inspector), TICKETS, {**problem, "description": "长" * 1000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_form_with_too_many_files_is_refused(api, cast, problem, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    answer = api(cast.inspector).post(TICKETS, {**problem, "photos": [photo() for _n in range(3)]})
    assert (answer.status_code, answer.json()["code"], Ticket.objects.count()) == (400, "parse_error", 0)
