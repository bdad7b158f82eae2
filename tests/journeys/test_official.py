"""An official looks for the worst, and reaches the photo in at most four clicks; each number on the way is its list."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.domain import photos
from inspections.choices import Source
from inspections.domain import tickets
from inspections.models import TicketPhoto, TimeLimit
from tests.inspections.photos import photo

MOST_CLICKS = 4
PHOTO = re.compile(r"/photos/[^/]+/display/$")
NUMBERS = "links => links.map(a => [a.href, a.textContent.trim()]).filter(([, text]) => /^[\\d,.%—]+$/.test(text))"


@pytest.fixture
def market(cast, category):
    """Two overdue problems of city management at the market, one of transport on the road, one closed on the spot."""
    city, at = cast.city, timezone.now() - timedelta(days=12)
    given = {"category": category, "by": cast.inspector}
    held = ((city.market, city.city_management), (city.market, city.city_management), (city.road, city.transport))
    for point, unit in held:
        found = tickets.report(
            source=Source.PATROL, description="东门外堆放垃圾", point=point, at=at, photos=[photo()], **given
        )
        limit = TimeLimit(amount=2, clock="work_hour")
        tickets.dispatch(found, department=unit, limit=limit, by=cast.clerk, at=at)
    tickets.close_on_the_spot(
        description="摊位前污水", point=city.market, at=timezone.now(), before=[photo()], after=[photo()], **given
    )
    for taken in TicketPhoto.objects.all():
        photos.prepare(taken).save()


class Clicks:
    """The clicks of one person, counted."""

    def __init__(self, desk) -> None:
        self.desk, self.page, self.count = desk, desk.page, 0

    def on(self, selector: str, leads_to: str | re.Pattern) -> None:
        self.page.locator(selector).first.click()
        self.page.wait_for_url(leads_to)
        self.count += 1

    def on_a_photo(self) -> None:
        """Open a photo by itself. The browser centres it with an inline style, which our policy forbids it too."""
        self.desk.unheard.add("inline style")
        self.on("a[href$='/display/']", PHOTO)


def check_numbers(page) -> None:
    """Open the passport of every number in sight: it says the same, and lists so many records."""
    numbers = page.eval_on_selector_all("#cockpit a[href*='/figures/']", NUMBERS)
    assert len(numbers) > 10
    for address, number in numbers:
        told = page.request.get(address).text()
        said = re.search(r'class="passport-number">([^<]+)', told)[1].strip()
        assert (address, said) == (address, number)
        if number.isdigit():
            assert (address, told.count("<tr>") - 1 if number != "0" else 0) == (address, int(number))


def test_from_the_worst_unit_to_its_photo(market, sit_down):
    clicks = Clicks(sit_down("official"))
    page = clicks.page
    check_numbers(page)
    clicks.on("table:has(th:text('责任单位')) tbody td.bad a", re.compile("/figures/overdue/"))
    assert page.inner_text(".passport-number").startswith("2")
    assert page.locator("main tbody tr").count() == 2
    clicks.on("main tbody a", re.compile("/tickets/"))
    clicks.on_a_photo()
    assert clicks.count <= MOST_CLICKS


def test_from_the_city_down_to_the_point_and_its_photo(market, cast, sit_down):
    clicks = Clicks(sit_down("official"))
    page = clicks.page
    for area in (cast.city.north, cast.city.north_street):
        clicks.on(f"#cockpit tbody th a:text-is('{area.name}')", re.compile(f"area={area.code}"))
        page.locator(".crumbs [aria-current]", has_text=area.name).wait_for()
        check_numbers(page)
    clicks.on(f"#cockpit tbody th a:text-is('{cast.city.market.name}')", re.compile("/points/"))
    clicks.on_a_photo()
    assert clicks.count <= MOST_CLICKS


def test_a_filter_changes_the_address_and_a_sent_address_shows_the_same(market, cast, sit_down):
    page = sit_down("official").page
    page.select_option("[name=department]", label=cast.city.transport.name)
    page.wait_for_url(re.compile(f"department={cast.city.transport.pk}"))
    page.locator(".tile-overdue .tile-value", has_text="1").wait_for()
    sent = page.url
    other = sit_down("clerk").page
    other.goto(sent)
    assert other.inner_text(".tile-overdue .tile-value") == "1"


def test_the_days_become_a_chart_that_shows_the_table(market, sit_down):
    page = sit_down("official").page
    page.locator("[data-chart]").scroll_into_view_if_needed()
    page.locator(".chart-canvas canvas").wait_for()
    expect(page.locator("svg.trend")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("svg.trend")).to_be_visible()
