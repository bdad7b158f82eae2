"""Figures in the API are those of the dashboard."""

import pytest

from reports.domain.figures import FIGURES
from tests.inspections.views.conftest import limit, stages  # noqa: F401

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/figures/"


def values(answer) -> dict:
    return {row["key"]: row["value"] for row in answer.json()["figures"]}


def test_every_figure_comes_with_its_definition(api, cast):
    rows = api(cast.official).get(ADDRESS).json()["figures"]
    told = [(row["key"], row["name"], row["definition"]) for row in rows]
    assert told == [(key, str(figure.name), str(figure.definition)) for key, figure in FIGURES.items()]


def test_a_figure_counts_what_was_asked(api, cast, stages):  # noqa: F811
    stages.dispatched()
    stages.registered(point=cast.city.village_market)
    program = api(cast.official)
    asked = ["", "?area=130682106", f"?department={cast.city.city_management.pk}", "?since=2020-01-01&until=2020-01-31"]
    found = [values(program.get(f"{ADDRESS}{query}"))["new"] for query in asked]
    assert found == [2, 1, 1, 0]


def test_a_rate_without_anything_to_divide_by_is_null_and_not_nought(api, cast):
    answer = api(cast.official).get(ADDRESS)
    rate = next(row for row in answer.json()["figures"] if row["key"] == "closure_rate")
    assert (rate["value"], rate["display"], rate["denominator"]) == (None, "—", 0)


@pytest.mark.parametrize(
    "query", ["since=x", "area=9", "department=x", "category=0", "since=2026-02-01&until=2026-01-01"]
)
def test_what_makes_no_sense_is_refused_and_not_ignored(api, cast, query):
    answer = api(cast.official).get(f"{ADDRESS}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_figures_are_for_those_who_read_the_dashboard(api, cast):
    answers = [
        api(each).get(ADDRESS).status_code for each in (cast.official, cast.auditor, cast.handler, cast.inspector)
    ]
    assert answers == [200, 200, 403, 403]
