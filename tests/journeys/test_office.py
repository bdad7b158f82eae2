"""The office clears its queue without touching the mouse."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from inspections.choices import Source, TicketState
from inspections.domain import tickets
from inspections.domain.queries import suggested_limits
from inspections.models import Ticket
from tests.inspections.photos import photo
from tests.journeys.browser import PHONE

TWENTY = 20


@pytest.fixture
def found(cast, category):
    """Return a function that has so many problems found, of which every other lies at the market."""

    def find(count: int, **facts) -> list[Ticket]:
        given = {"category": category, "description": "市场东门外堆放垃圾", "by": cast.inspector, "at": timezone.now()}
        points = (cast.city.market, cast.city.road)
        return [
            tickets.report(**{"source": Source.PATROL, "point": points[n % 2], **given, **facts}) for n in range(count)
        ]

    return find


def left(page, count: int) -> None:
    expect(page.locator("#queue [data-row]")).to_have_count(count)


def test_the_office_dispatches_twenty_from_the_keyboard(cast, found, sit_down):
    found(TWENTY)
    desk = sit_down("clerk")
    page, press = desk.page, desk.page.keyboard.press
    page.goto("/queue/?tab=dispatch")
    # Ten one by one: the line is filled in, Enter sends it, the next row is current.
    for done in range(10):
        press("d")
        expect(page.locator(".dispatch [name=verb]")).to_be_focused()
        press("Enter")
        left(page, TWENTY - done - 1)
        expect(page.locator("#queue [data-row][aria-current]")).to_have_count(1)
    # The others together: two are ticked row by row, the rest by going down the list.
    for _n in range(10):
        press("x")
        press("j")
    press("d")
    expect(page.locator(".dispatch-line")).to_have_count(10)
    press("Control+Enter")
    page.wait_for_selector("#queue .empty")
    units = {cast.city.market: cast.city.city_management, cast.city.road: cast.city.transport}
    assert {ticket.department == units[ticket.point] for ticket in Ticket.objects.all()} == {True}
    assert set(Ticket.objects.values_list("state", flat=True)) == {TicketState.DISPATCHED}


def test_the_office_registers_and_closes_from_the_keyboard(cast, found, sit_down):
    at = timezone.now()
    for ticket in found(2, source=Source.HOTLINE):
        tickets.confirm(ticket, by=cast.inspector, at=at)
    desk = sit_down("clerk")
    page = desk.page
    page.goto("/queue/?tab=register")
    page.keyboard.press("r")
    left(page, 1)
    page.keyboard.press("r")
    page.wait_for_selector("#queue .empty")
    for ticket in Ticket.objects.all():
        unit = cast.city.city_management
        sent = tickets.dispatch(
            ticket, by=cast.clerk, at=at, department=unit, limit=suggested_limits(ticket.category)[0]
        )
        tickets.rectify(sent, by=cast.handler, at=at, photos=[photo()])
    page.goto("/queue/?tab=check")
    for rest in (1, 0):
        page.keyboard.press("c")
        left(page, rest)
    assert set(Ticket.objects.values_list("state", flat=True)) == {TicketState.CLOSED}


def test_what_is_refused_stays_ticked_with_its_sentence_until_it_is_right(cast, found, sit_down):
    found(1, point=None, area=cast.city.east, place="村口")
    desk = sit_down("clerk")
    page = desk.page
    page.goto("/queue/?tab=dispatch")
    page.keyboard.press("d")
    page.wait_for_selector(".dispatch-line")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".refusal")).to_have_text("请选择责任单位。")
    expect(page.locator("[name=ticket]")).to_be_checked()
    page.select_option("[data-unit]", label=cast.city.transport.name)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#queue .empty")
    assert Ticket.objects.get().department == cast.city.transport


def test_searching_and_unticking_need_no_mouse_and_the_ticket_is_shown_beside(cast, found, sit_down):
    wanted = found(3)[0]
    found(1, description="路灯不亮")
    desk = sit_down("clerk")
    page = desk.page
    page.goto("/queue/?tab=dispatch")
    page.keyboard.press("x")
    page.keyboard.press("u")
    expect(page.locator("[name=ticket]:checked")).to_have_count(0)
    page.wait_for_selector(f"#preview a[href='/tickets/{wanted.number}/']")
    page.keyboard.press("/")
    page.keyboard.type("路灯")
    page.keyboard.press("Enter")
    left(page, 1)
    expect(page.locator("#queue mark")).to_have_text("路灯")


def test_on_a_phone_one_box_ticks_the_whole_page(found, sit_down):
    found(3)
    page = sit_down("clerk", size=PHONE).page
    page.goto("/queue/?tab=dispatch")
    page.check(".bulk-all input")
    expect(page.locator("#queue [name=ticket]:checked")).to_have_count(3)


def test_on_a_phone_the_tab_stays_in_view_after_an_act(found, sit_down):
    found(2)
    desk = sit_down("clerk", size=PHONE)
    page = desk.page
    page.goto("/queue/?tab=all")
    page.check(".bulk-all input")
    page.click("button[value=register]")
    page.locator(".refusals").wait_for()
    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=1)
