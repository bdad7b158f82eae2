"""The map and the big screen in front of people: reached by keyboard, kept through a lost network, never scrolled."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from inspections.choices import TicketState
from inspections.models import Point, Ticket
from reports.domain import screen_addresses

EXTENT = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
CUT = """[...document.querySelectorAll(".screen-value, .screen-figure h2, .screen-change, .screen-panel h2")]
  .filter((each) => each.offsetParent && each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent)"""
WALLS = [(1920, 1080), (3840, 1080)]


def problem(number, point, category, days):
    """Write a problem at a point that is due in so many days."""
    now = timezone.now()
    Ticket.objects.create(
        number=number,
        state=TicketState.HANDLING,
        source="patrol",
        point=point,
        area=point.area,
        category=category,
        description="门前堆放杂物",
        department=point.department,
        reported_at=now - timedelta(days=2),
        due_at=now + timedelta(days=days),
    )


@pytest.fixture
def problems(cast, category):
    """Three late problems at one point, one open at another; the towns lie apart."""
    city = cast.city
    Point.objects.filter(pk=city.market.pk).update(longitude=114.98, latitude=38.51)
    Point.objects.filter(pk=city.village_market.pk).update(longitude=115.12, latitude=38.48)
    for number, days in enumerate((-1, -1, -1)):
        problem(f"M{number}", city.market, category, days)
    problem("M9", city.village_market, category, 1)
    return cast


@pytest.fixture
def shared(problems):
    """The path under which the office lets a screen in."""
    return f"/screen/{screen_addresses.make(name='大厅', by=problems.clerk, at=timezone.now())[1]}/"


def test_an_official_chooses_a_town_and_opens_a_point_without_a_mouse(problems, sit_down):
    page = sit_down("official").page
    page.goto("/map/")
    page.wait_for_selector(".map.is-ready")
    expect(page.locator(".map-town")).to_have_count(2)
    page.locator(".map-town[aria-label=东亭镇]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/map/?area=130682106")
    page.wait_for_selector(".map.is-ready")
    page.locator(".map-mark").focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup-content")
    expect(popup).to_have_text("西庄集市 未销号 1 超期 0", use_inner_text=True)
    popup.locator("a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/points/DZ00003/")


def test_the_map_shows_what_is_overdue_as_points_and_as_heat(problems, sit_down):
    page = sit_down("official").page
    page.goto("/map/")
    page.wait_for_selector(".map.is-ready")
    page.check("input[value=overdue]")
    expect(page.locator(".map-mark")).to_have_text(["3"])
    page.check("input[value=heat]")
    page.wait_for_selector("canvas.map-heat")
    expect(page.locator(".map-mark")).to_have_count(0)


@pytest.mark.parametrize("size", WALLS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_on_the_screen_scrolls_or_is_cut(size, shared, sit_down):
    page = sit_down(size=size).page
    page.goto(shared)
    page.wait_for_selector("body[data-health=fresh]")
    assert page.evaluate(EXTENT) == list(size)
    assert page.evaluate(CUT) == []


def test_a_lost_network_leaves_the_last_data_and_heals_by_itself(shared, sit_down):
    desk = sit_down(size=WALLS[0])
    page = desk.page
    page.goto(shared)
    page.wait_for_selector("body[data-health=fresh]")
    figures = page.inner_text(".screen-figures")
    desk.unheard.add("ERR_INTERNET_DISCONNECTED")
    desk.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector("body[data-health=old]")
    as_of = page.inner_text("[data-as-of]")
    assert page.inner_text("[data-state]") == f"网络中断，数据截至 {as_of}，恢复后自动更新"
    assert page.inner_text(".screen-figures") == figures
    desk.context.set_offline(False)
    page.wait_for_selector("body[data-health=fresh]")
    assert page.inner_text("[data-state]") == ""


def test_a_night_of_refreshing_leaves_the_page_as_large_as_it_was(shared, sit_down):
    page = sit_down(size=WALLS[0]).page
    page.goto(shared)
    page.wait_for_selector("body[data-health=fresh]")
    count = "document.querySelectorAll('*').length"
    sizes = []
    for _time in range(6):
        # What is shown anew says so again, last of all.
        page.evaluate("document.body.dataset.health = 'asked'; dispatchEvent(new Event('online'))")
        page.wait_for_selector("body[data-health=fresh]")
        sizes.append(page.evaluate(count))
    assert len(set(sizes)) == 1


def test_a_revoked_screen_goes_blank(shared, problems, sit_down):
    desk = sit_down(size=WALLS[0])
    desk.expected.add(403)
    desk.page.goto(shared)
    desk.page.wait_for_selector("body[data-health=fresh]")
    screen_addresses.revoke(problems.clerk.screen_addresses.get(), by=problems.clerk, at=timezone.now())
    desk.page.evaluate("dispatchEvent(new Event('online'))")
    desk.page.wait_for_selector("body[data-health=shut]")
    expect(desk.page.locator(".screen-figures")).to_be_hidden()
    expect(desk.page.locator("[data-state]")).to_contain_text("地址已停用")
