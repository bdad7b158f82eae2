"""The dashboard counted from rows."""

from collections import Counter

import pytest

from inspections.models import Ticket
from reports.domain.dashboard import Selection, compute
from tests.reports.rows import NOW, WEEK, days_ago

ALL = Selection(WEEK)


def board(selection=ALL):
    return compute(Ticket.objects.all(), selection, at=NOW)


@pytest.fixture
def week(city, ticket, closed_ticket):
    """Two open of which one is late, two closed of which one late, one relapse, one closed the week before."""
    ticket()
    late = ticket(due_at=days_ago(1), point=city.road)
    closed_ticket(closed=1, due=0.5)
    closed_ticket(closed=1, due=2, rework_count=1)
    earlier = closed_ticket(closed=10, due=9)
    ticket(relapse_of=earlier, point=city.village_market)
    return late


def test_totals_of_a_week(week):
    assert board().totals == Counter(
        {"open": 3, "overdue": 1, "new": 5, "closed": 2, "on_time": 1, "due": 3, "reworked": 1, "relapsed": 1}
    )


def test_the_week_before_is_counted_too(week):
    assert +board().before == Counter({"new": 1, "closed": 1, "on_time": 1, "due": 1})


def test_units_add_up_to_the_city(week):
    found = board()
    assert {row.name: row.counts["open"] for row in found.units} == {"市城市管理综合行政执法局": 2, "市交通运输局": 1}


def test_communities_are_counted_in_their_town(week):
    assert {row.name: row.counts["new"] for row in board().towns} == {"北城区街道": 4, "东亭镇": 1}


def test_the_worst_names_who_holds_it_since_when(week):
    (late,) = board().worst
    assert (late.number, late.department, late.due_at) == (week.number, "市交通运输局", days_ago(1))


def test_the_trend_has_every_day_and_counts_days_of_the_city(week):
    trend = board().trend
    assert [day for day, _new, _closed in trend] == WEEK.dates()
    assert [sum(column) for column in list(zip(*trend, strict=True))[1:]] == [5, 2]


def test_a_unit_narrows_every_number(week, city):
    found = board(Selection(WEEK, department=city.transport.pk))
    assert (found.totals["open"], len(found.towns), len(found.worst)) == (1, 1, 1)


def test_an_area_takes_in_everything_below_it(week, city):
    assert board(Selection(WEEK, area=city.east.code)).totals["new"] == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(week, ticket, django_assert_num_queries):
    for _ in range(3):
        ticket(due_at=days_ago(1))
    with django_assert_num_queries(8):
        board()


def test_an_empty_city_counts_zero(city):
    found = board()
    assert (found.totals["open"], found.units, found.towns, found.categories, found.worst) == (0, [], [], [], [])
