"""The cockpit in a real browser whose cache is warm: what crosses the network, and how long until it can be used."""

import statistics
import sys
import time

from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from bench.context import Context
from bench.result import Result
from bench.sessions import log_in
from bench.web import serving
from reports.domain import boards
from tests.journeys.browser import DESK, chromium

OPENED = 12
WEIGHT_KB, USABLE_MS = 250, 1000
# The map is the last that comes: its points are drawn and every control answers.
USABLE = "[data-map].is-ready"


def cockpit(context: Context, username: str) -> list[Result]:
    """Open the cockpit again and again, as somebody does who opened it yesterday."""
    print("  the cockpit in a browser", file=sys.stderr, flush=True)
    boards.warm(at=timezone.now())
    cookie = log_in(username)
    with serving(context.folder) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        try:
            return _measured(_page(browser, f"http://127.0.0.1:{port}", cookie))
        finally:
            browser.close()


def _page(browser: Browser, address: str, cookie: str) -> Page:
    context = browser.new_context(base_url=address, viewport={"width": DESK[0], "height": DESK[1]})
    name, _, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": address}])
    return context.new_page()


def _measured(page: Page) -> list[Result]:
    weighed = _weighed(page)
    for _warm_up in range(2):
        _open(page)
    weighed.clear()
    opened = sorted(_open(page) for _n in range(OPENED))
    weight = sum(weighed) / OPENED / 1000
    note = f"median of {OPENED}, with the map; slowest {opened[-1]:.0f} ms"
    return [
        _result("cockpit on a warm cache: transferred, against 250 KB", weight, WEIGHT_KB, "KB", "page, data, headers"),
        _result("cockpit usable in the browser, against 1 s", statistics.median(opened), USABLE_MS, "ms", note),
    ]


def _weighed(page: Page) -> list[float]:
    """Return a list to which the browser adds the bytes of each answer that came over the network."""
    found: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda told: found.append(told["encodedDataLength"]))
    return found


def _open(page: Page) -> float:
    started = time.perf_counter()
    page.goto("/dashboard/", wait_until="commit")
    page.wait_for_selector(USABLE)
    took = (time.perf_counter() - started) * 1e3
    # What comes later is weighed, too: the library of the charts and their drawing.
    page.wait_for_load_state("networkidle")
    return took


def _result(name: str, ours: float, floor: float, unit: str, note: str) -> Result:
    return Result.of(name, ours=ours, floor=floor, bar=1, unit=unit, note=note)
