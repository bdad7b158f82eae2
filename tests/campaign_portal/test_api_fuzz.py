"""The API is sent what its schema allows and what it forbids, by a fuzzer: it may refuse, it may not fail."""

import json
from types import SimpleNamespace

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from campaign_portal.wsgi import application
from command.domain import tokens
from inspections.domain import tickets
from inspections.domain.transitions import TABLE
from tests.inspections.views.conftest import limit, stages  # noqa: F401

EXAMPLES = 6
BOUNDED = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
VERBS = {verb.value: state for state, verb in TABLE}


@pytest.fixture
def schema():
    drawn = json.loads(OpenApiJsonRenderer().render(SchemaGenerator().get_schema(request=None, public=True)))
    loaded = schemathesis.openapi.from_dict(drawn)
    loaded.app = application
    return loaded


@pytest.fixture(autouse=True)
def _one_connection():
    """Let the application keep the connection of the test's transaction, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def known(cast, stages) -> SimpleNamespace:  # noqa: F811
    """A ticket in each state, and a program of everybody who works on them."""
    points = cast.city
    rectified = stages.rectified(point=points.road)
    closed = tickets.close(stages.rectified(), by=cast.inspector, at=timezone.now())
    suspended = tickets.suspend(stages.dispatched(), by=cast.clerk, at=timezone.now(), note="等雨停")
    handling = tickets.accept(stages.dispatched(), by=cast.handler, at=timezone.now())
    found = [stages.reported(), stages.registered(), stages.dispatched(), rectified, closed, suspended, handling]
    people = {each: _secret(each) for each in (cast.clerk, cast.handler, cast.inspector, cast.other_inspector)}
    return SimpleNamespace(by_state={ticket.state: ticket for ticket in found}, people=people, clerk=cast.clerk)


def _secret(person) -> str:
    return tokens.issue(person, name="fuzz", scope="write", days=1, at=timezone.now())[1]


def _aimed(path: str, known) -> tuple[dict | None, str]:
    """Return the ticket at which an operation is aimed, and the token of somebody who may do it."""
    if "{number}" not in path:
        return None, known.people[known.clerk]
    verb = path.rstrip("/").rpartition("/")[2]
    ticket = known.by_state[VERBS.get(verb, "dispatched")]
    able = (each for each in known.people if verb in tickets.allowed_verbs(ticket, each))
    return {"number": ticket.number}, known.people[next(able, known.clerk)]


@pytest.mark.django_db
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_whatever_is_sent_the_server_does_not_fail(schema, known, settings, mode):
    settings.API_READ_RATE = settings.API_WRITE_RATE = None
    answered = [_fuzz(operation.ok(), mode, known) for operation in schema.get_all_operations()]
    statuses = set().union(*answered)
    assert (len(answered) > 35, {status for status in statuses if status >= 500}) == (True, set())
    assert statuses >= ({200, 201, 404} if mode == GenerationMode.POSITIVE else {400, 404})


def _fuzz(operation, mode, known) -> set[int]:
    """Send an operation what the fuzzer makes up, each time to the same records, and return the statuses."""
    parameters, secret = _aimed(operation.path, known)
    statuses = set()

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=parameters))
    def send(case) -> None:
        with transaction.atomic():
            answer = case.call(headers={"Authorization": f"Bearer {secret}"})
            transaction.set_rollback(True)
        assert answer.status_code < 500, case.as_curl_command()
        statuses.add(answer.status_code)

    send()
    return statuses
