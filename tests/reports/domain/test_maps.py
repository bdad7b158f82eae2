"""What the map shows of each point."""

import gzip
import json

from core.choices import Datum
from inspections.models import Point, Ticket
from reports.domain import maps
from reports.domain.dashboard import Selection
from tests.reports.rows import NOW, WEEK, days_ago

CITY = Selection(WEEK)


def shown(selection=CITY):
    found = maps.counted(Point.objects.all(), Ticket.objects.all(), selection, at=NOW)
    numbers = zip(found["code"], found["open"], found["overdue"], strict=True)
    return {code: (n, late) for code, n, late in numbers}, found["unplaced"]


def test_each_point_carries_its_open_and_overdue_problems(city, ticket, closed_ticket):
    ticket()
    ticket(due_at=days_ago(1))
    closed_ticket(closed=1, due=0.5)
    found, unplaced = shown()
    assert (found[city.market.code], found[city.road.code], unplaced) == ((2, 1), (0, 0), 0)


def test_what_is_at_no_point_is_told_as_not_shown(city, ticket):
    ticket()
    Ticket.objects.filter(pk=ticket().pk).update(point=None, place="兴定路南口")
    Point.objects.filter(pk=city.road.pk).update(longitude=None, latitude=None)
    ticket(point=city.road)
    found, unplaced = shown()
    assert (sum(n for n, _late in found.values()), unplaced) == (1, 2)


def test_a_chosen_town_shows_its_points_alone(city, ticket):
    ticket()
    ticket(point=city.village_market)
    assert shown(Selection(WEEK, area="130682106")) == ({city.village_market.code: (1, 0)}, 0)


def test_a_point_out_of_use_is_not_shown(city):
    Point.objects.filter(pk=city.road.pk).update(active_to=days_ago(1).date())
    assert city.road.code not in shown()[0]


def test_the_towns_are_counted_with_the_latest_first(city, ticket):
    ticket()
    ticket(point=city.village_market, due_at=days_ago(1))
    found = [(town.name, town.open, town.overdue) for town in maps.by_town(Ticket.objects.all(), CITY, at=NOW)]
    assert found == [("东亭镇", 1, 1), ("北城区街道", 1, 0)]


def test_on_chinese_tiles_everything_is_moved_likewise(settings):
    settings.MAP_TILE_DATUM = Datum.GCJ02
    assert maps.position(115.0, 38.5) == (115.00609, 38.50064)


def test_the_answer_is_the_same_bytes_for_the_same_numbers(cast, ticket):
    ticket()
    first, second = (maps.points(cast.official, CITY, at=NOW) for _time in range(2))
    assert first == second
    assert json.loads(gzip.decompress(first.body))["at"] == "2026-11-20T12:00:00+08:00"


def test_the_number_of_points_does_not_change_the_number_of_queries(city, ticket, django_assert_num_queries):
    def count():
        maps.counted(Point.objects.all(), Ticket.objects.all(), CITY, at=NOW)

    ticket()
    with django_assert_num_queries(2):
        count()
    for number in range(30):
        kind = {"type": city.market.type, "area": city.north_street, "longitude": 115, "latitude": 38.5}
        ticket(point=Point.objects.create(code=f"N{number}", name="点", **kind), department=city.road.department)
    with django_assert_num_queries(2):
        count()
