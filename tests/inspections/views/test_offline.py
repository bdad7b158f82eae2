"""What the form for logging takes along into places without a network."""

import pytest
from django.conf import settings
from django.utils import timezone

from inspections.models import Point, Sentence, ShortlistEntry

pytestmark = pytest.mark.django_db
DATA, TODAY, WORKER = "/tickets/new/data.json", "/tickets/new/today.json", "/tickets/new/worker.js"


@pytest.mark.parametrize("address", [DATA, TODAY])
def test_only_those_who_log_problems_take_it_along(client, cast, address):
    answers = {}
    for person in (cast.inspector, cast.clerk, cast.handler, cast.outsider):
        client.force_login(person)
        answers[person.username] = client.get(address).status_code
    assert answers == {"inspector": 200, "clerk": 200, "handler": 403, "outsider": 403}


def test_points_in_use_come_with_code_name_initials_and_place(client, cast):
    Point.objects.filter(code="DZ00003").update(active_to="2020-01-01")
    client.force_login(cast.inspector)
    data = client.get(DATA).json()
    market = cast.city.market
    facts = ["DZ00001", "北街农贸市场", "bjnmsc", market.area_id, market.type_id, "", 115.0, 38.5]
    assert [row for row in data["points"] if row[0] != "DZ00002"] == [facts]
    assert [market.area_id, "东街社区"] in data["areas"]


def test_sentences_come_with_their_category(client, cast, category):
    Sentence.objects.all().delete()
    Sentence.objects.create(category=category, text="门口有垃圾。")
    client.force_login(cast.inspector)
    assert client.get(DATA).json()["sentences"] == [[category.pk, "门口有垃圾。", "mkylj"]]


def test_what_the_browser_has_already_is_not_sent_again(client, cast):
    client.force_login(cast.inspector)
    tag = client.get(DATA).headers["ETag"]
    again = client.get(DATA, headers={"If-None-Match": tag})
    packed = client.get(DATA, headers={"If-None-Match": f"W/{tag}"})
    Point.objects.filter(code="DZ00001").update(name="南街农贸市场")
    changed = client.get(DATA, headers={"If-None-Match": tag})
    assert [answer.status_code for answer in (again, packed, changed)] == [304, 304, 200]
    assert (again.content, again.headers["Cache-Control"]) == (b"", "private, no-cache")


def test_open_problems_of_all_groups_are_told_by_point_category_and_number_alone(client, cast, category, stages):
    open_one = stages.registered()
    client.force_login(cast.other_inspector)
    day = f"{timezone.localtime(open_one.reported_at):%m-%d}"
    assert client.get(TODAY).json()["open"] == [["DZ00001", category.pk, open_one.number, "待派遣", day]]


def test_nobody_gets_another_persons_list(client, cast):
    facts = {"day": timezone.localdate(), "point": cast.city.market}
    mine = ShortlistEntry.objects.create(owner=cast.inspector, **facts)
    ShortlistEntry.objects.create(owner=cast.other_inspector, **facts)
    client.force_login(cast.inspector)
    assert client.get(TODAY).json()["shortlist"] == [[mine.pk, "DZ00001", "北街农贸市场", False]]


@pytest.mark.parametrize("address", [DATA, TODAY])
def test_it_costs_the_same_queries_for_many_points(client, cast, count_queries, address):
    client.force_login(cast.inspector)
    few = count_queries(client, address)
    city = cast.city
    Point.objects.bulk_create(
        Point(code=f"X{n}", name=f"点位{n}", type=city.market.type, area=city.north_street) for n in range(30)
    )
    assert count_queries(client, address) == few


def test_the_worker_names_the_scripts_that_it_shares_and_is_asked_for_anew(client, db):
    answer = client.get(WORKER)
    head = answer.content.decode().splitlines()[0]
    names = ("network", "log_database", "log_store", "log_send")
    shared = ",".join(f'"{settings.STATIC_URL}js/{name}.js"' for name in names)
    assert head == f"const SHARED = [{shared}];"
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
