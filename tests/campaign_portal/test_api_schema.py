"""The schema of the API is valid OpenAPI 3 and holds every address."""

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from tests.conventions.test_urls import API


@pytest.fixture(scope="module")
def schema() -> dict:
    with GENERATOR_STATS.silence():
        return SchemaGenerator().get_schema(request=None, public=True)


def test_the_schema_is_valid(schema):
    validate_schema(schema)
    assert schema["openapi"][:2] == "3."


def test_making_the_schema_warns_of_nothing():
    GENERATOR_STATS.reset()
    with GENERATOR_STATS.silence():
        SchemaGenerator().get_schema(request=None, public=True)
    assert not GENERATOR_STATS


def test_every_address_of_the_api_is_in_the_schema(schema):
    assert len(schema["paths"]) == len(API) - 1


def test_every_operation_says_what_it_does(schema):
    silent = [
        f"{method} {path}"
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        if not operation.get("description")
    ]
    assert silent == []


def test_a_program_reads_the_schema(api, cast):
    answer = api(cast.clerk).get("/api/v1/schema/")
    assert (answer.status_code, "openapi: 3" in answer.content.decode()) == (200, True)
