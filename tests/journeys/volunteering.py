"""What people do on the pages of volunteering, step by step, as they would tell it."""

import re
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import expect

from tests import scanner
from tests.journeys import steps
from tests.journeys.browser import Desk
from volunteers.models import Activity

TIME = re.compile(r"\d\d:\d\d")


def card(desk: Desk, activity: Activity, section: str):
    """Return the card of an activity on the leader's page, under the heading of its section."""
    cards = desk.page.locator("section", has=desk.page.locator("h2", has_text=section)).locator("li.panel")
    return cards.filter(has=desk.page.locator(f"a[href='/volunteers/activities/{activity.pk}/turnout/']"))


def record_turnout(desk: Desk, activity: Activity, *, evidence: str, **heads: int) -> None:
    """Record the turnout right on the leader's page, and read there that it is done."""
    box = card(desk, activity, "登记参与人次")
    for category, count in heads.items():
        box.locator(f"[name={category}]").fill(str(count))
    box.locator("[name=evidence]").fill(evidence)
    box.locator("button[type=submit]").click()
    expect(desk.page.locator(".message.success")).to_have_text(f"“{activity.title}”的参与人次已登记。")


def follow(desk: Desk, link: str) -> None:
    """Click the first of these links, and wait for the page behind it."""
    target = desk.page.locator(link).first
    address = target.evaluate("link => link.href")
    target.click()
    desk.page.wait_for_url(address)


def poster(desk: Desk, activity: Activity) -> str:
    """Return the address that a phone reads off the poster on the screen."""
    desk.page.goto(f"/volunteers/activities/{activity.pk}/poster/")
    return scanner.read(desk.page.locator(".poster-code img").screenshot())


def check_in(desk: Desk, address: str, given: str) -> str:
    """Open the address of a poster, say who it is, and return the answer without its time."""
    desk.page.goto(address)
    desk.page.fill("[name=given]", given)
    steps.press(desk, "main form button[type=submit]")
    return TIME.sub("", desk.page.inner_text("main"))


def refusal(desk: Desk, address: str, status: int) -> str:
    """Open an address that is refused with ``status``, and return the reason that the page gives."""
    desk.expected.add(status)
    assert desk.page.goto(address).status == status
    return desk.page.inner_text("main")


def table(desk: Desk) -> list[list[str]]:
    """Return the table of the page as it is read: its headings, then each row."""
    rows = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    return desk.page.locator("main table.list tr").evaluate_all(rows)


def workbook(desk: Desk, link: str) -> list[list[str]]:
    """Download a workbook and return its first sheet as it is read."""
    rows = steps.downloaded(desk, link).worksheets[0].iter_rows(values_only=True)
    return [[f"{cell:%Y-%m-%d}" if isinstance(cell, datetime) else str(cell) for cell in row] for row in rows]


def list_of_volunteers(folder: Path, number: str) -> Path:
    """Return a list as a unit would send it: somebody with this ID number, and three rows with a fault each."""
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    book, file = Workbook(), folder / "志愿者名单.xlsx"
    book.active.append(["志愿者编号", "姓名", "出生年份", "身份证号码", "手机号码", "服务队"])
    book.active.append(["ZY0201", "孙丽", "1985", number, "13800001234", "FWD001"])
    book.active.append(["ZY0202", "吴静", "", wrong, "", ""])
    book.active.append(["ZY0203", "郑爽", "1990", "", "abcdefghijk", ""])
    book.active.append(["ZY0204", "孙 丽", "", number, "", ""])
    book.save(file)
    return file


def open_person(desk: Desk, number: str) -> None:
    """Find somebody by the number and open the page."""
    desk.page.goto("/volunteers/people/")
    desk.page.fill("[name=wanted]", number)
    steps.press(desk, "main form button[type=submit]")
    follow(desk, f"a:text-is('{number}')")


def unmask(desk: Desk, reason: str) -> list[str]:
    """Read the whole data of the person whose page is open: name, phone, ID number."""
    desk.page.fill("#unmask-reason", reason)
    steps.press(desk, "form[action$='/unmask/'] button")
    return desk.page.locator(".message.warning dd").all_inner_texts()


def erase(desk: Desk, reason: str) -> None:
    """Erase the person whose page is open."""
    desk.page.fill("#erase-reason", reason)
    steps.press(desk, "form[action$='/erase/'] button")
    expect(desk.page.locator(".message.success")).to_contain_text("已删除")


def certify(desk: Desk, number: str) -> str:
    """Certify the service of a volunteer; return the address that a phone reads off the printed paper."""
    desk.page.goto(f"/volunteers/certificates/?number={number}")
    steps.press(desk, "button:text-is('出具')")
    paper = desk.page.request.get(desk.page.locator("a[href$='/pdf/']").get_attribute("href"))
    return scanner.read_paper(paper.body())


def figure(desk: Desk, key: str) -> str:
    """Return the number that the passport of a figure tells."""
    desk.page.goto(f"/figures/{key}/")
    return desk.page.inner_text(".passport-number")
