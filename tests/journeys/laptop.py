"""An inspector's laptop: a browser with a profile that outlives it, behind a network that comes and goes."""

import contextlib
import re
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Request, expect

from tests.journeys.browser import ARGUMENTS, DESK, PATIENCE, Desk, chromium
from tests.journeys.network import Network

FORM = "/tickets/new/"
READY = "form[data-ready]"
KEPT = "html[data-kept]"
TRAY = "[data-tray]"
NO_NETWORK = re.compile("ERR_(CONNECTION|INTERNET|EMPTY|NETWORK|SOCKET|ABORTED|FAILED)")


class Laptop(Desk):
    """A desk whose browser can be closed and opened again, and whose lost connections are no complaint."""

    def __init__(self, browser: Browser, network: Network, profile: Path, size: tuple[int, int] = DESK) -> None:
        self.kind, self.network, self.profile, self.size = browser.browser_type, network, profile, size
        self._hear()
        self.open()

    def open(self) -> None:
        """Start the browser on the profile as it was left."""
        self.context = self.kind.launch_persistent_context(
            self.profile,
            executable_path=chromium(),
            args=ARGUMENTS,
            base_url=self.network.address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": self.size[0], "height": self.size[1]},
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.watched(self.context.pages[0])

    def watched(self, page: Page) -> Page:
        """Have the page's complaints heard."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        # The browser is told to hand choosers over by another way than keys come: told only then, it may be too late.
        page.on("filechooser", lambda _chooser: None)
        return page

    def restart(self) -> None:
        """Close the whole browser and start it again."""
        self.context.close()
        self.open()

    def kill_tab(self) -> None:
        """Let the tab die in the middle of everything, and open another one.

        The death is awaited: it is told some tenths of a second after it was ordered, and takes the service worker
        along, which lives in the same process. A page opened in between begins with a worker that dies under it.
        """
        dead = self.page
        with dead.expect_event("crash"), contextlib.suppress(Error):
            dead.goto("chrome://crash")
        self.page = self.watched(self.context.new_page())

    def forbid_sending_in_the_background(self) -> None:
        """Leave the sending to the page: only a page's clock can be set, the service worker's stays the machine's."""
        denied = {"permission": {"name": "background-sync"}, "setting": "denied"}
        self.context.new_cdp_session(self.page).send("Browser.setPermission", denied)

    def open_form(self, *, kept: bool = False) -> "Laptop":
        """Open the form, and wait until it is in the browser with its points too where ``kept`` is asked for."""
        self.page.goto(FORM)
        self.page.wait_for_selector(READY)
        if kept:
            self.page.wait_for_selector(KEPT, state="attached")
            self.page.wait_for_function("portalLog.data.isLoaded()")
        return self

    def _failed(self, request: Request) -> None:
        if not NO_NETWORK.search(request.failure or ""):
            self.complaints.append(f"failed: {request.url} {request.failure}")


def write(laptop: Laptop, text: str, *, point: str = "bjnm", category: str = "bllj", photos: list[str] = ()) -> None:
    """Fill the form in by keys alone: initials, initials, text, photos through the chooser that a key opens."""
    keys = laptop.page.keyboard
    laptop.page.locator("[name=point]").focus()
    keys.press("Control+a")
    keys.type(point)
    laptop.page.wait_for_selector(".field-point [role=option]")
    keys.press("Enter")
    keys.type(category)
    laptop.page.wait_for_selector(".field-category [role=option]")
    keys.press("Enter")
    keys.type(text)
    for photo in photos:
        seen = laptop.page.locator(".preview figure").count()
        with laptop.page.expect_file_chooser() as chooser:
            keys.press("Alt+p")
        chooser.value.set_files(photo)
        laptop.page.locator(".preview figure").nth(seen).wait_for()


def save(laptop: Laptop) -> None:
    """Hand the draft over by keys, and see the next one open: empty, with the cursor in its first field."""
    laptop.page.keyboard.press("Control+Enter")
    expect(laptop.page.locator("[name=description]")).to_have_value("")
    expect(laptop.page.locator("[name=point]")).to_be_focused()


def waits(laptop: Laptop, state: str, count: int) -> None:
    """Wait until so many drafts of the tray are in a state; one that waits is tried at once, and comes back."""
    expect(laptop.page.locator(f"{TRAY} .tray-{state}")).to_have_count(count, timeout=2 * PATIENCE)
