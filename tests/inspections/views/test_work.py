"""My work: whose tickets each role sees, and in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inspections.models import Ticket

pytestmark = pytest.mark.django_db
PAGE = "/work/"


def numbers(response) -> list[str]:
    return [ticket.number for ticket in response.context["page"].object_list]


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


def test_a_stranger_logs_in_first(client):
    assert client.get(PAGE).url == "/login/?next=/work/"
