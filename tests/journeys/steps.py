"""What people do on the pages, step by step, as they would tell it."""

import io
from pathlib import Path

from openpyxl import Workbook, load_workbook
from PIL import Image

from tests.journeys.browser import PATIENCE, Desk


def photo(folder: Path, name: str, colour: str = "darkgreen", size: tuple[int, int] = (1600, 1200)) -> str:
    """Return the path of a new photo."""
    path = folder / f"{name}.jpg"
    Image.new("RGB", size, colour).save(path, "JPEG")
    return str(path)


def log_problem(desk: Desk, *, point: str, category: str, description: str, photos: list[str], source: str = "") -> str:
    """Log a problem and return its number."""
    fill_in(desk, point=point, category=category, description=description, photos=photos, source=source)
    send(desk)
    return sent_number(desk)


def fill_in(desk: Desk, *, point: str, category: str, description: str, photos: list[str], source: str = "") -> None:
    """Open the form and fill it in, without a mouse where a person would not use one."""
    page = desk.page
    page.goto("/tickets/new/")
    page.wait_for_selector("form[data-ready]")
    page.fill("[name=point]", point)
    page.keyboard.press("Escape")
    page.fill("#category-words", category)
    page.locator(".field-category [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.fill("[name=description]", description)
    if source:
        page.select_option("[name=source]", value=source)
    page.set_input_files("[name=photos]", photos)


def send(desk: Desk) -> None:
    desk.page.click(".log-form button.wide")


def sent_number(desk: Desk) -> str:
    """Return the number of the problem that was just sent, which the page tells when the portal has it."""
    return desk.page.locator("[data-tray] .tray-sent a.number").first.inner_text()


def prepare(desk: Desk, number: str, verb: str, *, photos: list[str] | None = None, **fields: str) -> None:
    """Open a ticket and fill in the form of a verb; an empty value takes the first choice."""
    desk.page.goto(f"/tickets/{number}/?do={verb}")
    box = desk.page.locator(f"details.verb-{verb}")
    for name, value in fields.items():
        field = box.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") != "SELECT":
            field.fill(value)
        elif value:
            field.select_option(label=value)
        else:
            field.select_option(index=1)
    if photos:
        box.locator("[name=photos]").set_input_files(photos)


def act(desk: Desk, number: str, verb: str, **given) -> None:
    """Do a verb on the page of a ticket and read that it was done."""
    prepare(desk, number, verb, **given)
    commit(desk, verb)
    desk.page.wait_for_selector(".message.success")


def commit(desk: Desk, verb: str) -> None:
    """Send the form of a verb, confirm where that is asked, and wait for the page that answers."""
    press(desk, f"details.verb-{verb} button[type=submit]")


def press(desk: Desk, button: str) -> None:
    """Press a button that sends its form, say yes where it asks, and wait until the page that answers is loaded."""
    asks = desk.page.get_attribute(button, "data-confirm")
    with desk.page.expect_navigation():
        desk.page.click(button)
        if asks:
            desk.page.click("[data-confirm-yes]")


def state_of(desk: Desk, number: str) -> str:
    """Return what the ticket's page says about its state."""
    desk.page.goto(f"/tickets/{number}/")
    return desk.page.inner_text(".ticket-state")


def wait_for_photos(desk: Desk, number: str, count: int) -> None:
    """Wait until a worker has prepared all photos of the ticket."""
    desk.page.goto(f"/tickets/{number}/")
    addresses = desk.page.eval_on_selector_all(".timeline .photos img", "images => images.map(image => image.src)")
    assert len(addresses) == count
    for address in addresses:
        for _ in range(100):
            if desk.page.request.get(address).headers["content-type"] == "image/jpeg":
                break
            desk.page.wait_for_timeout(200)
        else:
            raise AssertionError(f"{address} was never prepared")


def import_list(desk: Desk, kind: str, file: Path) -> str:
    """Upload a list in the administration, look at it, apply what is good; return what the page says then."""
    upload_list(desk, kind, file)
    return apply_list(desk)


def upload_list(desk: Desk, kind: str, file: Path) -> str:
    """Upload a list in the administration; return what its preview says."""
    page = desk.page
    page.goto("/admin/core/importbatch/upload/")
    page.select_option("[name=importer]", kind)
    page.set_input_files("[name=file]", str(file))
    press(desk, "#content form[enctype] [type=submit]")
    _follow(desk, ".state-previewed")
    return page.inner_text("#content")


def apply_list(desk: Desk) -> str:
    """Apply what is good in the list whose preview is open; return what the page says then."""
    press(desk, ".doings button[name=mode]")
    _follow(desk, ".state-applied")
    return desk.page.inner_text("#content")


def _follow(desk: Desk, state: str) -> None:
    """Wait until a page that reloads itself shows a state, and is loaded."""
    desk.page.locator(state).wait_for(timeout=4 * PATIENCE)
    desk.page.wait_for_load_state()


def workbook_of(desk: Desk) -> Workbook:
    """Download the workbook with messages of the import whose page is open, and open it."""
    return downloaded(desk, ".doings a[href$='/workbook/']")


def downloaded(desk: Desk, link: str) -> Workbook:
    """Click a link that sends a workbook, and open what comes."""
    with desk.page.expect_download() as download:
        desk.page.click(link)
    return load_workbook(io.BytesIO(download.value.path().read_bytes()))
