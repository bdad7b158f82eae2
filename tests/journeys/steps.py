"""What people do on the pages, step by step, as they would tell it."""

import re
from pathlib import Path

from PIL import Image

from tests.journeys.browser import Desk

NUMBER = re.compile(r"/tickets/([^/]+)/$")


def photo(folder: Path, name: str, colour: str = "darkgreen", size: tuple[int, int] = (1600, 1200)) -> str:
    """Return the path of a new photo."""
    path = folder / f"{name}.jpg"
    Image.new("RGB", size, colour).save(path, "JPEG")
    return str(path)


def log_problem(desk: Desk, *, point: str, category: str, description: str, photos: list[str]) -> str:
    """Log a problem and return its number."""
    page = desk.page
    page.goto("/tickets/new/")
    page.fill("[name=point]", point)
    page.select_option("[name=category]", label=re.compile(category))  # type: ignore[arg-type]
    page.fill("[name=description]", description)
    page.set_input_files("[name=photos]", photos)
    page.click(".log-form button.wide")
    page.wait_for_url(NUMBER)
    return number_of(desk)


def number_of(desk: Desk) -> str:
    """Return the number of the ticket whose page is open."""
    found = NUMBER.search(desk.page.url)
    assert found, desk.page.url
    return found[1]


def act(desk: Desk, number: str, verb: str, *, photos: list[str] | None = None, **fields: str) -> None:
    """Do a verb on the page of a ticket, with what its form asks for."""
    page = desk.page
    page.goto(f"/tickets/{number}/")
    box = page.locator(f"details.verb-{verb}")
    if not box.get_attribute("open") and box.get_attribute("open") != "":
        box.locator("summary").click()
    for name, value in fields.items():
        field = box.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value) if value else field.select_option(index=1)
        else:
            field.fill(value)
    if photos:
        box.locator("[name=photos]").set_input_files(photos)
    box.locator("button[type=submit]").click()
    page.wait_for_selector(".message")


def state_of(desk: Desk, number: str) -> str:
    """Return what the ticket's page says about its state."""
    desk.page.goto(f"/tickets/{number}/")
    return desk.page.inner_text(".ticket-state")
