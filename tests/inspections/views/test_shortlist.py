"""Today's list of points: picked, ordered, ticked; nobody else's business."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inspections.domain import shortlists
from inspections.models import Point, PointCheck, ShortlistEntry

pytestmark = pytest.mark.django_db
PAGE, ADD = "/points/today/", "/points/today/add/"


@pytest.fixture
def codes():
    def listed(person) -> list[str]:
        return list(ShortlistEntry.objects.of(person, timezone.localdate()).values_list("point__code", flat=True))

    return listed


@pytest.fixture
def entries(client, cast):
    client.force_login(cast.inspector)
    client.post(ADD, {"point": ["DZ00001", "DZ00002", "DZ00003"]})
    return list(ShortlistEntry.objects.of(cast.inspector, timezone.localdate()))


def act(client, entry, what: str):
    return client.post(f"{PAGE}{entry.pk}/{what}/")


def test_only_those_who_log_problems_have_a_list(client, cast):
    answers = {}
    for person in (cast.inspector, cast.clerk, cast.handler, cast.outsider):
        client.force_login(person)
        answers[person.username] = client.get(PAGE).status_code
    assert answers == {"inspector": 200, "clerk": 200, "handler": 403, "outsider": 403}


def test_ticked_points_are_put_on_the_list_once(client, cast, codes):
    client.force_login(cast.inspector)
    client.post(ADD, {"point": ["DZ00001", "DZ00003"]})
    client.post(ADD, {"point": ["DZ00003", "DZ00002"]})
    assert codes(cast.inspector) == ["DZ00001", "DZ00003", "DZ00002"]


def test_all_that_fit_the_filter_are_put_on_the_list(client, cast, codes):
    client.force_login(cast.inspector)
    client.post(f"{ADD}?area={cast.city.north.pk}", {"all": "1"})
    assert codes(cast.inspector) == ["DZ00001", "DZ00002"]


def test_a_list_that_nobody_could_visit_is_refused_whole(client, cast, codes):
    city = cast.city
    Point.objects.bulk_create(
        Point(code=f"X{n}", name=f"点位{n}", type=city.market.type, area=city.north_street) for n in range(60)
    )
    client.force_login(cast.inspector)
    told = client.post(ADD, {"all": "1"}, follow=True).content.decode()
    assert ("60" in told, codes(cast.inspector)) == (True, [])


def test_an_entry_moves_and_stays_at_the_ends(client, cast, entries, codes):
    act(client, entries[2], "up")
    act(client, entries[0], "up")
    assert codes(cast.inspector) == ["DZ00001", "DZ00003", "DZ00002"]


def test_the_way_begins_where_one_says_and_unknown_places_come_last(client, cast, entries, codes):
    Point.objects.filter(code="DZ00001").update(longitude=None, latitude=None)
    Point.objects.filter(code="DZ00003").update(longitude=115.2, latitude=38.5)
    act(client, entries[2], "start")
    assert codes(cast.inspector) == ["DZ00003", "DZ00002", "DZ00001"]


def test_no_way_leads_through_a_point_of_which_only_half_a_place_is_known(client, cast, entries, codes):
    # The database takes it: a comparison with nothing is neither true nor false.
    Point.objects.filter(code="DZ00002").update(latitude=None)
    Point.objects.filter(code="DZ00003").update(longitude=115.2, latitude=38.5)
    client.post(f"{PAGE}arrange/")
    page = client.get(PAGE)
    assert codes(cast.inspector) == ["DZ00001", "DZ00003", "DZ00002"]
    assert [leg and round(leg, 1) for _row, leg in page.context["rows"]] == [None, 17.4, None]


def test_a_tick_is_a_check_of_the_point_and_counts_once(client, cast, entries):
    act(client, entries[0], "tick")
    act(client, entries[0], "tick")
    check = PointCheck.objects.get()
    assert (check.point, check.checked_by, check.patrol) == (cast.city.market, cast.inspector, None)


def test_another_persons_list_is_out_of_reach(client, cast, entries, codes):
    client.force_login(cast.other_inspector)
    assert act(client, entries[0], "remove").status_code == 404
    assert (len(codes(cast.inspector)), codes(cast.other_inspector)) == (3, [])


def test_points_that_nobody_has_looked_at_for_days_are_found(client, cast):
    at = timezone.now()
    for point, days in ((cast.city.market, 3), (cast.city.road, 30)):
        PointCheck.objects.create(point=point, checked_at=at - timedelta(days=days), checked_by=cast.inspector)
    client.force_login(cast.inspector)
    page = client.get("/points/?unseen=10").content.decode()
    assert [code in page for code in ("DZ00001", "DZ00002", "DZ00003")] == [False, True, True]


def test_the_page_costs_the_same_for_many_points(client, cast, entries, count_queries):
    few = count_queries(client, PAGE)
    city = cast.city
    points = Point.objects.bulk_create(
        Point(code=f"X{n}", name=f"点位{n}", type=city.market.type, area=city.north_street) for n in range(30)
    )
    shortlists.add(points, by=cast.inspector, day=timezone.localdate())
    assert count_queries(client, PAGE) == few
