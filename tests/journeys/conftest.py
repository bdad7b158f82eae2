"""Fixtures of the journeys: a browser for the run, desks for people, a real worker, the embedded portal."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from subprocess import Popen

import pytest

from inspections.choices import Source
from inspections.domain import tickets
from inspections.models import Ticket, TimeLimit
from tests.inspections.photos import photo
from tests.journeys import stages
from tests.journeys.browser import DESK, Desk, start_browser
from tests.journeys.laptop import Laptop
from tests.journeys.network import Network

# The browser's driver runs an event loop in this thread; the tests themselves are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

SitDown = Callable[..., Desk]


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator:
    playwright, browser = start_browser()
    yield browser
    browser.close()
    playwright.stop()


@contextmanager
def desks_at(browser, address: str) -> Iterator[SitDown]:
    """Give a function that gives a person a desk, logged in; complaints of any page fail the test."""
    desks: list[Desk] = []

    def sit(username: str = "", *, size: tuple[int, int] = DESK) -> Desk:
        desk = Desk(browser, address, size)
        desks.append(desk)
        return desk.log_in(username) if username else desk

    yield sit
    for desk in desks:
        desk.close()
    assert [complaint for desk in desks for complaint in desk.complaints] == []


@pytest.fixture
def sit_down(browser, live_server) -> Iterator[SitDown]:
    with desks_at(browser, live_server.url) as sit:
        yield sit


@pytest.fixture
def dispatched(cast, category) -> Callable[..., Ticket]:
    """Return a function that reports a problem of the market and dispatches it: two units of a clock to go."""

    def dispatch(at: datetime, *, clock: str = "work_day") -> Ticket:
        what = {"source": Source.PATROL, "category": category, "description": "市场东门外堆放垃圾"}
        ticket = tickets.report(**what, point=cast.city.market, by=cast.inspector, at=at, photos=[photo()])
        limit = TimeLimit(amount=2, clock=clock)
        return tickets.dispatch(ticket, department=cast.city.city_management, limit=limit, by=cast.clerk, at=at)

    return dispatch


@pytest.fixture
def worker(live_server, settings, tmp_path) -> Iterator[Popen]:
    with stages.worker(settings.MEDIA_ROOT, tmp_path) as process:
        yield process


@pytest.fixture
def sit_down_embedded(browser, tmp_path) -> Iterator[SitDown]:
    """The same on the whole portal as ``make run`` starts it: SQLite and an embedded broker."""
    with stages.embedded_portal(tmp_path) as address, desks_at(browser, address) as sit:
        yield sit


@pytest.fixture
def network(live_server) -> Iterator[Network]:
    line = Network(live_server.url)
    yield line
    line.close()


@pytest.fixture
def laptop(browser, network, cast, tmp_path) -> Iterator[Laptop]:
    """The laptop of the inspector, who is logged in."""
    used = Laptop(browser, network, tmp_path / "profile")
    used.log_in("inspector")
    yield used
    used.context.close()
    assert used.complaints == []
