"""What the big screen shows, and the addresses that open it."""

from datetime import timedelta

import pytest

from core.models import AuditEntry
from inspections.choices import TicketState, Verb
from inspections.models import TicketEvent
from reports.domain import screen, screen_addresses
from reports.domain.dashboard import Selection
from reports.models import ScreenAddress
from tests.reports.rows import NOW, WEEK, days_ago

CITY = Selection(WEEK)


@pytest.fixture
def told(cast):
    """Return a function that lets something happen to a ticket."""

    def happen(ticket, verb, **values):
        given = {"to_state": TicketState.HANDLING, "at": days_ago(0.1), "actor": cast.handler, "note": "已联系刘英秀"}
        return TicketEvent.objects.create(ticket=ticket, verb=verb, **{**given, **values})

    return happen


def test_the_newest_steps_come_first_with_town_and_point(ticket, told):
    problem = ticket()
    told(problem, Verb.REGISTER, at=days_ago(0.3))
    told(problem, Verb.RECTIFY, at=days_ago(0.2))
    told(problem, Verb.ASK_EXTENSION, at=days_ago(0.1))
    found = [(event.verb, event.category, event.town, event.place) for event in screen.events(CITY)]
    where = ("暴露垃圾", "北城区街道", "北街农贸市场")
    assert found == [("rectify", *where), ("register", *where)]


def test_a_narrowed_screen_tells_of_its_own_area_alone(city, ticket, told):
    told(ticket(), Verb.REGISTER)
    told(ticket(point=city.village_market), Verb.REGISTER)
    assert [event.town for event in screen.events(Selection(WEEK, area="130682106"))] == ["东亭镇"]


def test_the_ranking_begins_with_most_overdue(city, ticket):
    ticket(due_at=days_ago(1), point=city.road)
    ticket()
    ticket()
    rows = screen.ranked(screen.compute(CITY, at=NOW).board.units)
    assert [(row.open, row.overdue, row.on_time) for row in rows] == [(1, 1, "0.00%"), (2, 0, "—")]


def test_only_points_with_problems_are_shown(city, ticket):
    ticket(due_at=days_ago(1))
    assert screen.places(CITY, at=NOW) == {"lon": [115.0], "lat": [38.5], "open": [1], "overdue": [1]}


def test_an_address_opens_until_it_is_revoked(cast):
    address, secret = screen_addresses.make(name=" 指挥部大厅 ", by=cast.clerk, at=NOW)
    assert (address.name, screen_addresses.find(secret, at=NOW)) == ("指挥部大厅", address)
    screen_addresses.revoke(address, by=cast.clerk, at=NOW)
    assert screen_addresses.find(secret, at=NOW) is None
    acts = (
        AuditEntry.objects.filter(object_type="reports.screenaddress").order_by("pk").values_list("action", flat=True)
    )
    assert list(acts) == ["screen.issued", "screen.revoked"]


def test_revoking_twice_is_one_act(cast):
    address, _secret = screen_addresses.make(name="大厅", by=cast.clerk, at=NOW)
    for _time in range(2):
        screen_addresses.revoke(address, by=cast.clerk, at=NOW)
    assert AuditEntry.objects.filter(action="screen.revoked").count() == 1


def test_of_the_secret_only_a_hash_is_kept(cast):
    address, secret = screen_addresses.make(name="大厅", by=cast.clerk, at=NOW)
    assert secret not in str(ScreenAddress.objects.filter(pk=address.pk).values().get())


def test_the_last_visit_is_noted_now_and_then(cast):
    address, secret = screen_addresses.make(name="大厅", by=cast.clerk, at=NOW)
    for minutes in (0, 5, 11):
        screen_addresses.find(secret, at=NOW + timedelta(minutes=minutes))
    address.refresh_from_db()
    assert address.last_seen_at == NOW + timedelta(minutes=11)
