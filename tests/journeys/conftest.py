"""Fixtures of the journeys: a browser for the run, desks for people, a real worker."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from tests.journeys.browser import DESK, Desk, start_browser

# The browser's driver runs an event loop in this thread; the tests themselves are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


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


@pytest.fixture
def sit_down(browser, live_server) -> Iterator[Callable[..., Desk]]:
    """Return a function that gives a person a desk, logged in; complaints of any page fail the test."""
    desks: list[Desk] = []

    def sit(username: str = "", *, size: tuple[int, int] = DESK) -> Desk:
        desk = Desk(browser, live_server.url, size)
        desks.append(desk)
        return desk.log_in(username) if username else desk

    yield sit
    for desk in desks:
        desk.close()
    assert [complaint for desk in desks for complaint in desk.complaints] == []


def environment_of_worker(settings) -> dict[str, str]:
    """Return the environment in which another process works on the database and the files of this test."""
    place = connection.settings_dict
    address = f"postgres://{place['USER']}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
    return {**os.environ, "DATABASE_URL": address, "MEDIA_ROOT": str(settings.MEDIA_ROOT)}


@pytest.fixture
def worker(live_server, settings, tmp_path) -> Iterator[subprocess.Popen]:
    """Run a real Celery worker with beat beside the test."""
    command = [sys.executable, "-m", "celery", "-A", "campaign_portal", "worker", "--beat", "--concurrency", "1"]
    options = ["--loglevel", "WARNING", "--schedule", str(tmp_path / "beat")]
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, *options], env=environment_of_worker(settings), stdout=log, stderr=subprocess.STDOUT
        )
        yield process
        process.terminate()
        process.wait(30)
