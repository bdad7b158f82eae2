"""An inspector's laptop: a browser with a profile that outlives it, behind a network that comes and goes."""

import contextlib
import re
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Request

from tests.journeys.browser import DESK, Desk, chromium
from tests.journeys.network import Network

FORM = "/tickets/new/"
READY = "form[data-ready]"
KEPT = "html[data-kept]"
NO_NETWORK = re.compile("ERR_(CONNECTION|INTERNET|EMPTY|NETWORK|SOCKET|ABORTED|FAILED)")


class Laptop(Desk):
    """A desk whose browser can be closed and opened again, and whose lost connections are no complaint."""

    def __init__(self, browser: Browser, network: Network, profile: Path, size: tuple[int, int] = DESK) -> None:
        self.kind, self.network, self.profile, self.size = browser.browser_type, network, profile, size
        self.complaints: list[str] = []
        self.expected: set[int] = set()
        self.open()

    def open(self) -> None:
        """Start the browser on the profile as it was left."""
        self.context = self.kind.launch_persistent_context(
            self.profile,
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            base_url=self.network.address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": self.size[0], "height": self.size[1]},
        )
        self.context.set_default_timeout(15_000)
        self.page = self.watched(self.context.pages[0])

    def watched(self, page: Page) -> Page:
        """Have the page's complaints heard."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        return page

    def restart(self) -> None:
        """Close the whole browser and start it again."""
        self.context.close()
        self.open()

    def kill_tab(self) -> None:
        """Let the tab die in the middle of everything, and open another one."""
        dead, self.page = self.page, self.watched(self.context.new_page())
        with contextlib.suppress(Error):
            dead.goto("chrome://crash")

    def open_form(self, *, kept: bool = False) -> "Laptop":
        """Open the form, and wait until it is in the browser too where ``kept`` is asked for."""
        for _again in range(8):
            # The browser needs a moment to notice that a tab has taken its worker along; a person presses F5.
            with contextlib.suppress(Error):
                self.page.goto(FORM, timeout=5_000)
            with contextlib.suppress(Error):
                self.page.wait_for_selector(READY, timeout=5_000)
                break
        self.page.wait_for_selector(READY)
        if kept:
            self.page.wait_for_selector(KEPT, state="attached")
        return self

    def _failed(self, request: Request) -> None:
        if not NO_NETWORK.search(request.failure or ""):
            self.complaints.append(f"failed: {request.url} {request.failure}")
