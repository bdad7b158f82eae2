"""My work: whose tickets each role sees, and in which order."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from command.choices import Role
from inspections.domain import tickets
from inspections.models import Ticket
from tests.cast import person
from tests.inspections.photos import photo
from tests.inspections.times import on

pytestmark = pytest.mark.django_db
PAGE = "/work/"


LOAD = "/work/load/"


def numbers(response) -> list[str]:
    return [ticket.number for ticket in response.context["page"].object_list]


def groups(response) -> dict[str, list[str]]:
    return {each["key"]: [ticket.number for ticket in each["tickets"]] for each in response.context["groups"]}


def due(ticket, moment) -> Ticket:
    Ticket.objects.filter(pk=ticket.pk).update(due_at=moment)
    return ticket


def test_a_handler_sees_the_units_tickets_by_time_left(client, cast, stages):
    later, sooner = stages.dispatched(), stages.dispatched()
    Ticket.objects.filter(pk=sooner.pk).update(due_at=timezone.now() - timedelta(days=2))
    client.force_login(cast.handler)
    mine = numbers(client.get(PAGE))
    client.force_login(cast.other_handler)
    assert (mine, numbers(client.get(PAGE))) == ([sooner.number, later.number], [])


def test_an_inspector_sees_what_the_group_has_to_check(client, cast, stages):
    ticket = stages.rectified()
    client.force_login(cast.inspector)
    mine = numbers(client.get(PAGE))
    client.force_login(cast.other_inspector)
    assert (mine, numbers(client.get(PAGE))) == ([ticket.number], [])


def test_the_staff_of_an_area_sees_its_subtree(client, cast, stages):
    inside = stages.dispatched(point=cast.city.village_market)
    stages.dispatched()
    client.force_login(cast.area_staff)
    assert numbers(client.get(PAGE)) == [inside.number]


def test_my_work_costs_the_same_for_one_and_for_thirty(client, cast, stages, count_queries):
    stages.dispatched()
    client.force_login(cast.handler)
    one = count_queries(client, PAGE)
    for _ in range(29):
        stages.dispatched()
    assert (count_queries(client, PAGE), one <= 15) == (one, True)


def test_a_handlers_work_is_grouped_by_when_it_falls_due(client, cast, stages, time_machine):
    time_machine.move_to(on("2026-11-23 09:00"), tick=False)
    moments = {"overdue": "2026-11-20 18:00", "today": "18:00", "tomorrow": "2026-11-24 18:00"}
    moments |= {"week": "2026-11-27 18:00", "later": "2026-12-02 18:00"}
    made = {key: due(stages.dispatched(), on(moment)).number for key, moment in reversed(moments.items())}
    client.force_login(cast.handler)
    assert groups(client.get(PAGE)) == {key: [made[key]] for key in moments}


def test_a_group_tells_how_many_there_are_on_all_pages(client, cast, stages, time_machine):
    time_machine.move_to(on("2026-11-23 09:00"), tick=False)
    for _ in range(27):
        due(stages.dispatched(), on("18:00"))
    client.force_login(cast.handler)
    [group] = client.get(PAGE).context["groups"]
    assert (group["key"], group["count"], len(group["tickets"])) == ("today", "27", 25)


def test_a_row_offers_what_the_person_may_do_and_shows_the_problem(client, cast, stages):
    stages.dispatched(photos=[photo()])
    client.force_login(cast.handler)
    [row] = client.get(PAGE).context["groups"][0]["tickets"]
    offered = [verb for verb, _action in row.offered]
    assert (offered, row.photo is not None) == (["accept", "rectify", "ask_extension", "return"], True)


def test_handing_over_is_offered_where_there_is_a_colleague(client, cast, stages):
    person("colleague", "同事", Role.HANDLER, department=cast.city.city_management)
    stages.dispatched()
    client.force_login(cast.handler)
    [row] = client.get(PAGE).context["groups"][0]["tickets"]
    assert "hand_over" in [verb for verb, _action in row.offered]


def test_the_area_offers_no_verbs_on_the_tickets_of_other_units(client, cast, stages):
    stages.dispatched(point=cast.city.village_market)
    client.force_login(cast.area_staff)
    [row] = client.get(PAGE).context["groups"][0]["tickets"]
    assert row.offered == []


# --- The week's load ------------------------------------------------------------------------


def test_a_handler_sees_the_load_of_the_own_unit_and_each_number_is_its_list(client, cast, stages):
    tickets.accept(stages.dispatched(), by=cast.handler, at=timezone.now())
    stages.dispatched()
    stages.rectified()
    client.force_login(cast.handler)
    page = client.get(LOAD)
    links = re.findall(r'href="(/work/\?[^"]+)">(\d+)</a>', page.content.decode())
    assert links != []
    for link, number in links:
        assert len(numbers(client.get(html.unescape(link)))) == int(number), link


def test_area_staff_see_the_units_of_their_area_and_no_person_of_another_unit(client, cast, stages):
    tickets.accept(stages.dispatched(point=cast.city.village_market), by=cast.handler, at=timezone.now())
    client.force_login(cast.area_staff)
    page = client.get(LOAD)
    assert [share.holder for share in page.context["units"]] == [cast.city.city_management]
    assert [share.holder for share in page.context["people"]] == [cast.area_staff]
    assert cast.handler.name not in page.content.decode()


@pytest.mark.parametrize("name", ["inspector", "official", "outsider"])
def test_who_handles_nothing_has_no_load(client, cast, name):
    client.force_login(getattr(cast, name))
    assert client.get(LOAD).status_code == 403


def test_the_load_costs_the_same_for_one_and_for_thirty(client, cast, stages, count_queries):
    stages.dispatched(point=cast.city.village_market)
    client.force_login(cast.area_staff)
    one = count_queries(client, LOAD)
    for _ in range(29):
        stages.dispatched(point=cast.city.village_market)
    assert (count_queries(client, LOAD), one <= 15) == (one, True)


@pytest.mark.parametrize(
    ("narrowed", "found"), [("handler=none", 1), ("handler=0", 0), ("handler=x", 0), ("handler=" + "9" * 30, 0)]
)
def test_a_mangled_link_to_somebodys_work_lists_nothing(client, cast, stages, narrowed, found):
    stages.dispatched()
    client.force_login(cast.handler)
    assert len(numbers(client.get(f"{PAGE}?tab=running&{narrowed}"))) == found


def test_a_stranger_logs_in_first(client):
    assert client.get(PAGE).url == "/login/?next=/work/"


def test_an_inspector_sees_what_they_have_logged_themselves(client, cast, stages):
    mine = stages.registered()
    theirs = stages.registered()
    Ticket.objects.filter(pk=theirs.pk).update(finder=cast.other_inspector)
    client.force_login(cast.inspector)
    page = client.get(f"/work/?tab=all&finder={cast.inspector.pk}").content.decode()
    assert [number in page for number in (mine.number, theirs.number)] == [True, False]
