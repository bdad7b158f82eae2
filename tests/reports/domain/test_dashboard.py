"""The dashboard made of counts of all areas."""

from collections import Counter

import pytest

from core.domain.figures import Scope, get
from core.domain.figures.scope import NO_POINT
from inspections.choices import TicketState
from inspections.domain import counts
from inspections.models import Ticket
from reports.domain import cube
from reports.domain.dashboard import build
from reports.domain.selection import Selection
from tests.reports.rows import NOW, WEEK, days_ago

ALL = Selection(WEEK)


def board(selection=ALL):
    """Return the dashboard as a page gets it: of what is kept of the chosen area."""
    tickets = Ticket.objects.all()
    parts = cube.split(cube.count(tickets, selection, at=NOW))
    return build(parts[selection.area], tickets, selection)


def one_by_one(selection):
    """Return what the conditions count of the selection, each asked by itself."""
    tickets = selection.narrow(Ticket.objects.all())
    return {key: tickets.filter(counts.condition(key, period=WEEK, at=NOW)).count() for key in cube.COUNTED}


@pytest.fixture
def week(city, ticket, closed_ticket):
    """Two open of which one is late, two closed of which one late, one relapse, one closed the week before."""
    ticket()
    late = ticket(due_at=days_ago(1), point=city.road, dispatched_at=days_ago(2))
    closed_ticket(closed=1, due=0.5)
    closed_ticket(closed=1, due=2, rework_count=1)
    earlier = closed_ticket(closed=10, due=9)
    ticket(relapse_of=earlier, point=city.village_market)
    return late


def test_totals_of_a_week(week):
    found = board().totals
    flows = {"new": 5, "closed": 2, "on_time": 1, "due": 3, "reworked": 1, "relapsed": 1}
    assert {key: found[key] for key in cube.FLOWS + cube.STOCKS} == {**flows, "open": 3, "overdue": 1}
    assert [found[step] for step in cube.FUNNEL] == [5, 3, 3, 2, 2, 2]


def test_the_week_before_is_counted_too(week):
    assert +board().before == Counter({"new": 1, "closed": 1, "on_time": 1, "due": 1})


def test_units_add_up_to_the_city(week):
    found = board()
    assert {row.name: row.counts["open"] for row in found.units} == {"市城市管理综合行政执法局": 2, "市交通运输局": 1}


def test_communities_are_counted_in_their_town(week):
    assert {row.name: row.counts["new"] for row in board().parts} == {"北城区街道": 4, "东亭镇": 1}


def test_the_worst_names_who_holds_it_since_when(week):
    (late,) = board().worst
    told = (late.number, late.department, late.held_since, late.due_at)
    assert told == (week.number, "市交通运输局", days_ago(2), days_ago(1))


def test_the_worst_of_a_village_are_found_behind_the_worse_of_the_city(week, ticket, city):
    for days in range(2, 2 + cube.WORST_SHOWN):
        ticket(due_at=days_ago(days), point=city.village_market)
    assert week.number not in [late.number for late in board().worst]
    assert [late.number for late in board(Selection(WEEK, area=week.area.code)).worst] == [week.number]


def test_what_was_closed_since_the_count_is_no_longer_among_the_worst(week):
    here = cube.split(cube.count(Ticket.objects.all(), ALL, at=NOW))[""]
    Ticket.objects.filter(pk=week.pk).update(state=TicketState.CLOSED, closed_at=NOW)
    assert build(here, Ticket.objects.all(), ALL).worst == []


def test_every_day_is_told_with_what_was_late_when_it_ended(week):
    days = board().days
    assert [day.date for day in days] == WEEK.dates()
    # One was due yesterday and is open; one was due on the 18th and closed on the 19th.
    assert [day.counts["late"] for day in days] == [0, 0, 0, 0, 1, 1, 1]
    assert [sum(day.counts[key] for day in days) for key in ("new", "closed", "on_time", "reworked")] == [5, 2, 1, 1]


def test_what_was_late_at_the_end_of_each_day_is_what_the_definition_counts(week, ticket, closed_ticket):
    ticket(TicketState.RECTIFIED, due_at=days_ago(3), remaining_minutes=-9, rectified_at=days_ago(2))
    closed_ticket(closed=2, due=30, reported_at=days_ago(40))
    for day in board().days:
        until = type(WEEK)(WEEK.first, day.date)
        late = Ticket.objects.filter(counts.late_at_end(until, NOW)).count()
        assert (day.date, day.counts["late"]) == (day.date, late)


@pytest.mark.parametrize("area", ["", "130682", "130682002", "130682002X01"])
def test_an_area_of_the_kept_counts_has_what_is_counted_of_it_by_itself(area, week, city):
    selection = Selection(WEEK, area=area)
    assert dict(board(selection).totals) == one_by_one(selection)


@pytest.mark.parametrize("level", ["city", "north"])
def test_the_parts_of_an_area_add_up_to_it(level, week, ticket, city):
    ticket(point=None, area=city.north, department=city.city_management)
    selection = Selection(WEEK, area=getattr(city, level).code if level != "city" else "")
    found = board(selection)
    assert sum((row.counts for row in found.parts), Counter()) == +found.totals


def test_what_lies_in_no_part_of_a_town_stands_under_the_town_itself(week, ticket, cast, city):
    ticket(point=None, area=city.north, department=city.city_management)
    rows = {row.key: row.counts["open"] for row in board(Selection(WEEK, area=city.north.code)).parts}
    assert rows[city.north.code] == 1
    own = Scope(WEEK, NOW, area=city.north.code, own=True)
    assert get("open").rows(own, cast.official).count() == 1


def test_the_points_of_a_village_add_up_to_it(week, ticket, city):
    village = city.market.area
    ticket(point=None, area=village, department=city.city_management)
    found = board(Selection(WEEK, area=village.code))
    assert {row.key for row in found.points} == {city.market.code, city.road.code, NO_POINT}
    assert sum((row.counts for row in found.points), Counter()) == +found.totals


def test_a_unit_narrows_every_number(week, city):
    found = board(Selection(WEEK, department=city.transport.pk))
    assert (found.totals["open"], len(found.parts), len(found.worst)) == (1, 1, 1)


def test_an_area_takes_in_everything_below_it(week, city):
    assert board(Selection(WEEK, area=city.east.code)).totals["new"] == 1


def test_the_path_leads_from_the_city_down_to_the_area(week, city):
    village = city.market.area
    assert board(Selection(WEEK, area=village.code)).path == [
        (area.code, area.name) for area in (village.parent.parent, village.parent, village)
    ]


def test_categories_are_told_with_the_period_before(week, category):
    (row,) = board().categories
    assert (row.name, row.counts["new"], row.before["new"]) == (category.name, 5, 1)


def test_the_number_of_queries_does_not_grow_with_the_rows(week, ticket, django_assert_num_queries):
    for _ in range(3):
        ticket(due_at=days_ago(1))
    with django_assert_num_queries(10):
        board()


def test_an_empty_city_counts_zero(city):
    found = board()
    assert (found.totals["open"], found.units, found.parts, found.categories, found.worst) == (0, [], [], [], [])
