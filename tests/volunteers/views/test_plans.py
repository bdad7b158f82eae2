"""The page of the plan: who reads it, who sets it, and what it says."""

from datetime import date

import pytest
from django.urls import reverse

from tests.volunteers.conftest import NOW
from volunteers.choices import Category
from volunteers.domain import plans, taking_part
from volunteers.forms.plans import key_of
from volunteers.models import TurnoutPlan
from volunteers.presentation import month_lines

PAGE = reverse("turnout-plan")
OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def visit(client, cast, teams, time_machine_now):
    taking_part.record_turnout(teams.cleaning, headcounts={Category.CITIZEN: 30}, by=None, at=NOW)
    plans.set_targets({OCTOBER: 20, NOVEMBER: 40, DECEMBER: 50}, by=cast.clerk, at=NOW)

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


def test_each_month_stands_against_its_target_and_the_year_so_far_against_all(visit, cast):
    answer = visit(cast.official).get(PAGE)
    assert [value.text for value in answer.context["values"]] == ["50.00%", "30", "60"]
    html = answer.content.decode()
    assert ("75.00%" in html, 'name="month-11"' in html, "保存计划" in html) == (True, False, False)


def test_a_month_to_come_has_a_target_alone_and_one_without_a_target_no_rate(visit, cast):
    shown = month_lines(cast.official, None, 2026, at=NOW)
    said = [tuple(value.text if value else None for value in (row.plan, row.turnout, row.rate)) for row in shown]
    assert said == [*[("0", "0", None)] * 9, ("20", "0", "0.00%"), ("40", "30", "75.00%"), ("50", None, None)]


def test_the_office_sets_the_year_and_comes_back_to_it(visit, cast):
    clerk = visit(cast.clerk)
    answer = clerk.post(f"{PAGE}?year=2027", {"month-1": "500", "month-12": "60"})
    assert (answer.status_code, answer.url) == (302, f"{PAGE}?year=2027&whose=")
    year = TurnoutPlan.objects.filter(month__year=2027)
    assert dict(year.values_list("month", "turns")) == {date(2027, 1, 1): 500, date(2027, 12, 1): 60}
    html = clerk.get(answer.url).content.decode()
    assert ('value="500"' in html, "已更新 2 个月的计划。" in html) == (True, True)


def test_a_town_has_its_own(visit, cast):
    town = cast.city.north
    clerk, address = visit(cast.clerk), f"{PAGE}?year=2026&whose={key_of(town)}"
    clerk.post(address, {"month-11": "15"})
    assert TurnoutPlan.objects.get(area=town).turns == 15
    assert [line.name for line in clerk.get(address).context["holders"]] == ["全市", "北城区街道"]


@pytest.mark.parametrize("typed", ["0", "-3", "三百", "12.5", "99999999"])
def test_what_is_no_target_is_said_and_kept(visit, cast, typed):
    answer = visit(cast.clerk).post(PAGE, {"month-10": "77", "month-11": typed})
    html = answer.content.decode()
    assert (answer.status_code, f'value="{typed}"' in html, 'value="77"' in html) == (400, True, True)
    assert TurnoutPlan.objects.get(month=NOVEMBER).turns == 40


@pytest.mark.parametrize("query", ["?year=abc", "?year=1", "?whose=unit-0", "?whose=junk&year=", "?year=2026&whose="])
def test_junk_in_the_address_shows_the_plan_of_the_city_of_this_year(visit, cast, query):
    answer = visit(cast.official).get(f"{PAGE}{query}")
    shown = answer.context["asked"]
    assert (answer.status_code, shown.shown_year, shown.holder) == (200, 2026, None)


@pytest.mark.parametrize("role", ["official", "auditor"])
def test_who_reads_the_city_reads_it_and_sets_nothing(visit, cast, role):
    client = visit(getattr(cast, role))
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, {"month-11": "1"}).status_code == 403
    assert TurnoutPlan.objects.get(month=NOVEMBER).turns == 40


def test_others_have_no_such_page(visit, cast, teams):
    assert [visit(user).get(PAGE).status_code for user in (cast.outsider, teams.leader)] == [403, 403]


def test_the_number_of_queries_does_not_grow_with_the_plans(visit, cast, count_queries):
    client = visit(cast.clerk)
    few = count_queries(client, PAGE)
    city = cast.city
    for holder in (city.north, city.east, city.transport, city.city_management):
        plans.set_targets({date(2026, month, 1): 10 for month in range(1, 13)}, of=holder, by=None, at=NOW)
    assert count_queries(client, PAGE) == few
