"""People in front of a real browser. What a page complains about fails the test."""

import re
import shutil

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

from tests.cast import PASSWORD

DESK = (1440, 900)
LAPTOP = (1024, 768)
PHONE = (390, 844)
# Chromium says it in the console whenever an answer is an error; the answer itself is judged instead.
SAID_TWICE = re.compile("Failed to load resource")
# No graphics card: what would stand in for one costs a process that computes all the time.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Milliseconds that a page may take for an act, on a machine that does other things too.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


def chromium() -> str | None:
    """Return where the system's Chromium is."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def start_browser():
    """Return Playwright and the system's Chromium."""
    playwright = sync_playwright().start()
    return playwright, playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)


class Desk:
    """One person's browser: a page, and everything that went wrong on it.

    ``expected`` holds the statuses of 400 and above that the test is about, ``unheard`` words of complaints that it is
    about: both are told before the act, for a complaint may come after what the act has shown.
    """

    def __init__(self, browser: Browser, address: str, size: tuple[int, int] = DESK) -> None:
        self.context = browser.new_context(
            base_url=address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": size[0], "height": size[1]},
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self._hear()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def _hear(self) -> None:
        self.complaints: list[str] = []
        self.expected: set[int] = set()
        self.unheard: set[str] = set()

    def log_in(self, username: str) -> "Desk":
        """Log in through the form and stay on the page that opens."""
        self.page.goto("/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(re.compile(r"^(?!.*/login/)"))
        return self

    def wait_for(self, address: str, words: str) -> None:
        """Open a page again and again until it says the words: something in the background brings them."""
        for _ in range(60):
            self.page.goto(address)
            if words in self.page.inner_text("main"):
                return
            self.page.wait_for_timeout(500)
        raise AssertionError(f"{address} never said {words}")

    def close(self) -> None:
        self.context.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not SAID_TWICE.search(message.text):
            self._complain(f"console: {message.text}")

    def _failed(self, request) -> None:
        # A download, or leaving a page that still loads, aborts a request: nothing is wrong.
        if "ERR_ABORTED" not in (request.failure or ""):
            self._complain(f"failed: {request.url} {request.failure}")

    def _complain(self, text: str) -> None:
        if not any(words in text for words in self.unheard):
            self.complaints.append(text)

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")
