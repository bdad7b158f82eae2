"""Figures in the API are those of the registry."""

import pytest

from core.domain.figures import all_figures
from tests.inspections.views.conftest import limit, stages  # noqa: F401

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/figures/"


def values(answer) -> dict:
    return {row["key"]: row["value"] for row in answer.json()["figures"]}


def test_every_figure_comes_with_its_definition(api, cast):
    rows = api(cast.official).get(ADDRESS).json()["figures"]
    told = [(row["key"], row["name"], row["definition"]) for row in rows]
    assert told == [(figure.key, str(figure.name), str(figure.definition)) for figure in all_figures()]


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


def test_an_account_is_told_what_it_may_read_over_its_own_rows(api, cast, stages):  # noqa: F811
    stages.dispatched()
    told = [values(api(each).get(ADDRESS)) for each in (cast.official, cast.handler, cast.other_handler)]
    assert [each["new"] for each in told] == [1, 1, 0]
    assert ["media.reads" in each for each in told] == [True, False, False]


def test_one_figure_is_compared_with_the_period_before_and_the_year_before(api, cast, stages):  # noqa: F811
    stages.dispatched()
    told = api(cast.official).get(f"{ADDRESS}new/?since=2020-02-01&until=2020-02-29").json()
    assert [told["previous"][part] for part in ("since", "until", "value", "change")] == [
        "2020-01-03",
        "2020-01-31",
        0,
        0,
    ]
    assert [told["year_before"][part] for part in ("since", "until")] == ["2019-02-01", "2019-02-28"]


def test_what_stands_at_a_moment_is_compared_with_nothing(api, cast):
    told = api(cast.official).get(f"{ADDRESS}open/").json()
    assert (told["previous"], told["year_before"]) == (None, None)


def test_a_figure_leads_to_the_page_of_its_records(api, cast, client, stages):  # noqa: F811
    stages.dispatched()
    told = api(cast.official).get(f"{ADDRESS}new/").json()
    client.force_login(cast.official)
    assert client.get(told["records"]).context["value"].number == told["value"] == 1


def test_a_figure_that_is_not_there_or_not_ones_own_is_refused(api, cast):
    answers = [api(cast.handler).get(f"{ADDRESS}{key}/").status_code for key in ("beauty", "media.reads", "open")]
    assert answers == [404, 403, 200]
