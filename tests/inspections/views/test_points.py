"""Pages of points."""

import pytest
from django.urls import reverse
from django.utils import timezone

from command.models import DutyLevel
from inspections.models import Point, PointDuty

pytestmark = pytest.mark.django_db
PAGE, SEARCH = "/points/", "/points/search/"


def codes(client, text: str) -> list[str]:
    return [point["code"] for point in client.get(SEARCH, {"q": text}).json()["points"]]


@pytest.mark.parametrize("text", ["DZ00001", "dz00001", "北街", "农贸", "bjnmsc", "NMSC"])
def test_a_point_is_found_by_code_name_and_pinyin(client, cast, text):
    client.force_login(cast.inspector)
    assert codes(client, text) == ["DZ00001"]


def test_the_very_code_comes_first(client, cast):
    city = cast.city
    Point.objects.create(code="X1", name="DZ00002旁", type=city.market.type, area=city.north_street)
    client.force_login(cast.inspector)
    assert codes(client, "DZ00002") == ["DZ00002", "X1"]


def test_the_search_keeps_to_the_row_scope(client, cast):
    client.force_login(cast.other_handler)
    assert codes(client, "DZ") == ["DZ00002"]


def test_a_point_page_shows_who_answers_and_who_did(client, cast):
    level = DutyLevel.objects.first()
    long_ago = timezone.localdate().replace(year=2020)
    PointDuty.objects.create(point=cast.city.market, level=level, person="前任书记", active_to=long_ago)
    PointDuty.objects.create(point=cast.city.market, level=level, person="现任书记", phone="13800001111")
    client.force_login(cast.official)
    response = client.get(reverse("point-detail", args=["DZ00001"]))
    people = [[duty.person for duty in response.context[name]] for name in ("current", "past")]
    assert people == [["现任书记"], ["前任书记"]]


def test_no_row_on_the_page_of_a_point_says_which_point_it_is(client, cast, stages):
    code = stages.dispatched().point.code
    client.force_login(cast.official)
    at_point = client.get(f"{PAGE}{code}/").content.decode()
    assert (at_point.count('data-label="责任单位"'), at_point.count('data-label="点位"')) == (1, 0)


def test_a_point_out_of_scope_is_not_found(client, cast):
    client.force_login(cast.handler)
    assert client.get(reverse("point-detail", args=["DZ00002"])).status_code == 404


def test_the_list_is_narrowed_by_area_and_type(client, cast):
    client.force_login(cast.clerk)
    query = {"area": cast.city.north.pk, "type": cast.city.market.type_id}
    page = client.get(PAGE, query).context["page"]
    assert [point.code for point in page.object_list] == ["DZ00001"]


def test_the_list_costs_the_same_for_few_and_for_many(client, cast, count_queries):
    client.force_login(cast.clerk)
    few = count_queries(client, PAGE)
    for number in range(30):
        Point.objects.create(
            code=f"P{number}", name=f"点位{number}", type=cast.city.market.type, area=cast.city.north_street
        )
    assert (count_queries(client, PAGE), few <= 15) == (few, True)


def test_the_point_page_costs_the_same_for_one_and_for_thirty_tickets(client, cast, stages, count_queries):
    address = reverse("point-detail", args=["DZ00001"])
    stages.dispatched()
    client.force_login(cast.clerk)
    one = count_queries(client, address)
    for _ in range(29):
        stages.dispatched()
    assert count_queries(client, address) == one
