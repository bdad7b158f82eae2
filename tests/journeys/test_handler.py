"""A handler works through the list without leaving it; area staff see their own area and nothing else."""

from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from command.choices import Role
from inspections.choices import Source, TicketState
from inspections.domain import tickets
from inspections.models import Ticket, TimeLimit
from tests.cast import person
from tests.inspections.photos import photo
from tests.journeys import steps
from tests.journeys.browser import PHONE, Desk


@pytest.fixture
def desk_of_five(cast, category) -> SimpleNamespace:
    """Five problems with 城管局, one of them in the eastern town, and a colleague."""
    limit = TimeLimit(amount=3, clock="work_day")

    def dispatched(point) -> Ticket:
        given = {"source": Source.PATROL, "category": category, "description": "门前有垃圾", "photos": [photo()]}
        ticket = tickets.report(point=point, by=cast.inspector, at=timezone.now(), **given)
        unit = cast.city.city_management
        return tickets.dispatch(ticket, department=unit, limit=limit, by=cast.clerk, at=timezone.now())

    return SimpleNamespace(
        colleague=person("colleague", "李娜", Role.HANDLER, department=cast.city.city_management),
        here=[dispatched(cast.city.market) for _ in range(4)],
        village=dispatched(cast.city.village_market),
    )


def row(desk: Desk, ticket: Ticket):
    return desk.page.locator(f"#row-{ticket.number}")


def begin(desk: Desk, ticket: Ticket, verb: str):
    """Open a verb in the row of its ticket and return the form."""
    row(desk, ticket).get_by_text(verb, exact=True).click()
    form = row(desk, ticket).locator("form.verb-form")
    form.wait_for()
    return form


def send(desk: Desk, ticket: Ticket, words: str) -> None:
    """Send the open form and wait until the row says the words."""
    row(desk, ticket).locator("form.verb-form button[type=submit]").click()
    row(desk, ticket).get_by_text(words).first.wait_for()


def state(ticket: Ticket) -> str:
    return Ticket.objects.get(pk=ticket.pk).state


def test_a_handler_answers_returns_asks_and_hands_over_right_in_the_list(cast, desk_of_five, sit_down, tmp_path):
    first, second, third, fourth = desk_of_five.here
    handler = sit_down("handler", size=PHONE)
    handler.page.goto("/work/")

    row(handler, first).get_by_text("接单", exact=True).click()
    row(handler, first).get_by_text("处置中", exact=True).wait_for()
    form = begin(handler, first, "反馈整改结果")
    form.locator("[name=photos]").set_input_files([steps.photo(tmp_path, "after", "seagreen")])
    form.locator("[name=note]").fill("已清运并冲洗")
    send(handler, first, "待核查")

    form = begin(handler, second, "退单")
    form.locator("[name=usual_reason]").select_option("点位不在本单位辖区")
    send(handler, second, "该问题已不由您承办")

    form = begin(handler, third, "申请延期")
    form.locator(".new-deadline", has_text="批准后到期时间").wait_for()
    once = form.locator(".new-deadline").inner_text()
    form.locator("[name=amount]").fill("5")
    later = form.locator(".new-deadline").filter(has_not_text=once, has_text="批准后到期时间")
    later.wait_for()
    form.locator("[name=note]").fill("等待配件")
    form.locator("button[type=submit]").click()
    row(handler, third).locator(".badge", has_text="申请延期").wait_for()

    form = begin(handler, fourth, "转同事承办")
    form.locator("[name=person]").select_option(label="李娜")
    send(handler, fourth, "李娜")

    assert [state(each) for each in desk_of_five.here] == [
        TicketState.RECTIFIED,
        TicketState.REGISTERED,
        TicketState.DISPATCHED,
        TicketState.DISPATCHED,
    ]
    assert Ticket.objects.get(pk=fourth.pk).handler == desk_of_five.colleague
    assert second.events.last().note == "点位不在本单位辖区"


def test_whoever_was_overtaken_reads_what_happened_and_keeps_text_and_photo(cast, desk_of_five, sit_down, tmp_path):
    ticket = desk_of_five.here[0]
    handler = sit_down("handler")
    handler.page.goto("/work/")
    form = begin(handler, ticket, "反馈整改结果")
    form.locator("[name=photos]").set_input_files([steps.photo(tmp_path, "after")])
    form.locator("[name=note]").fill("已清理干净")
    tickets.accept(ticket, by=desk_of_five.colleague, at=timezone.now())
    send(handler, ticket, "接单")
    expect(row(handler, ticket).locator("[name=note]")).to_have_value("已清理干净")
    send(handler, ticket, "待核查")
    assert Ticket.objects.get(pk=ticket.pk).photos.filter(role="after").count() == 1


def test_the_list_is_worked_from_the_keyboard(cast, desk_of_five, sit_down):
    handler = sit_down("handler")
    page = handler.page
    page.goto("/work/")
    to_do = int(page.inner_text("#count-running"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("b")
    form = row(handler, desk_of_five.here[1]).locator("form.verb-form")
    form.wait_for()
    form.locator("[name=note]").fill("不属于我局")
    page.keyboard.press("Control+Enter")
    row(handler, desk_of_five.here[1]).get_by_text("该问题已不由您承办").wait_for()
    assert state(desk_of_five.here[1]) == TicketState.REGISTERED
    expect(page.locator("#count-running")).to_have_text(str(to_do - 1))


def test_area_staff_see_their_own_area_and_its_load(cast, desk_of_five, sit_down):
    staff = sit_down("area")
    staff.page.goto("/work/")
    numbers = staff.page.locator(".desk-row .number").all_inner_texts()
    assert numbers == [desk_of_five.village.number]
    staff.page.goto("/work/load/")
    told = staff.page.inner_text("main")
    assert ("市城市管理综合行政执法局" in told, "孙伟" in told) == (True, False)
    staff.expected.add(404)
    staff.page.goto(f"/tickets/{desk_of_five.here[0].number}/")
    assert staff.page.title().startswith("没有找到")
