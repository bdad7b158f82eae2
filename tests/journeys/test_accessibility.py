"""Every page, for every role that may open it, in light and dark, holds WCAG 2.2 A and AA as far as a machine can say.

A page whose parts were all judged on other pages is not judged again.
"""

from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from core.domain import jobs
from core.periods import Period
from reports.domain import screen_addresses
from tests.command.chats import chat
from tests.conventions.source import ROOT
from tests.conventions.test_urls import PAGES as NAMED
from tests.inspections.busy import busy_city
from tests.journeys.addresses import NO_PAGES, PAGES, of_the_admin
from tests.publicity.conftest import media
from tests.volunteers.conftest import NOW, activity, series, teams
from volunteers.domain import certificates, claims, own_page, taking_part

__all__ = ["busy_city", "media", "teams"]

AXE = (ROOT / "tests/vendor/axe/axe.min.js").read_text("utf-8")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What is asked in each theme: colours are all that the second one changes.
ASKED = {"light": {"type": "tag", "values": LEVELS}, "dark": {"type": "rule", "values": ["color-contrast"]}}
JUDGE = """async ([theme, rules]) => {
  document.documentElement.dataset.theme = theme;
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return found.violations.flatMap((each) => each.nodes.map((node) =>
    `${each.id} ${node.target.join(" ")} ${node.any.map((check) => check.message).slice(0, 1)}`));
}"""
TELLING = ("class", "type", "role", "aria-current")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ROLES = ["official", "clerk", "inspector", "handler", "area_staff", "editor", "leader", "administrator", "auditor"]


@pytest.fixture
def whole_city(busy_city, media, teams) -> SimpleNamespace:
    """A city at work, with volunteers, publicity, and a screen that needs no log-in."""
    official = busy_city.official
    served = taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 90}, by=None, at=NOW).attendances.get()
    november = Period(NOW.date().replace(day=1), NOW.date())
    _address, secret = screen_addresses.make(name="大厅", by=official, at=timezone.now())
    held = activity("HD0099", "清扫街道", teams.north, starts_at=timezone.now() - timedelta(hours=1))
    claim = claims.take_on(held, claims.offered(held)[0], by=teams.leader, at=timezone.now())
    return SimpleNamespace(
        **vars(busy_city),
        media=media,
        teams=teams,
        held=held,
        claim=claim,
        series=series(teams.north),
        editor=media.editor,
        leader=teams.leader,
        screen_secret=secret,
        own_page=own_page.issue(teams.cadre, by=None, at=timezone.now()),
        served=served,
        certificate=certificates.issue(issuer=teams.north, number="ZY0001", period=november, by=None, at=NOW),
        webhook=chat("https://chat.example.com/robot", busy_city.city.city_management),
        job=jobs.ask("photo.copies", {"title": "清单"}, by=busy_city.clerk),
    )


def test_every_page_is_judged():
    assert sorted(pattern.name for pattern in NAMED) == sorted([*PAGES, *NO_PAGES])


class Parts(HTMLParser):
    """Of what parts a page is made: each tag with its classes and kind, inside which other."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple] = set()
        self._inside: list[tuple] = [()]
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        told = dict(attrs)
        part = (tag, *(told.get(name) for name in TELLING), "aria-label" in told)
        self.found.add((self._inside[-1], part))
        if tag not in VOID:
            self._inside.append(part)

    def handle_endtag(self, tag) -> None:
        while len(self._inside) > 1 and self._inside.pop()[0] != tag:
            pass


def with_new_parts(client: Client, addresses: list[str], seen: set[tuple]) -> Iterator[str]:
    """Yield the addresses whose page the client may open and that has parts which were not ``seen`` before."""
    for address in addresses:
        answer = client.get(address)
        if answer.status_code != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        parts = Parts(answer.content.decode()).found
        if parts - seen:
            seen |= parts
            yield address


def judged(page, address: str) -> list[str]:
    """Open a page and return what is wrong with it in both themes."""
    page.goto(address)
    page.evaluate(AXE)
    found = {theme: page.evaluate(JUDGE, [theme, rules]) for theme, rules in ASKED.items()}
    return [f"{address} {theme}: {wrong}" for theme, wrongs in found.items() for wrong in wrongs]


def walk(browser, live_server, client: Client, addresses: list[str], seen: set[tuple]) -> list[str]:
    """Judge every page that the client may open, in a browser with the client's log-in."""
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", reduced_motion="reduce")
    cookies = [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()]
    context.add_cookies(cookies)
    page = context.new_page()
    wrong = [line for address in with_new_parts(client, addresses, seen) for line in judged(page, address)]
    context.close()
    return wrong


@pytest.mark.timeout(600)
def test_every_page_can_be_used_by_everybody(whole_city, browser, live_server):
    addresses = [address for make in PAGES.values() for address in make(whole_city)]
    seen: set[tuple] = set()
    wrong = walk(browser, live_server, Client(), addresses, seen)
    for role in ROLES:
        client = Client()
        client.force_login(getattr(whole_city, role))
        wrong += walk(browser, live_server, client, addresses, seen)
    assert wrong == []


@pytest.mark.timeout(600)
def test_the_administration_can_be_used_by_everybody(whole_city, browser, live_server):
    client = Client()
    client.force_login(whole_city.administrator)
    assert walk(browser, live_server, client, of_the_admin(), set()) == []
