"""The inspector's form without a network in a real browser; and 200 inspectors who are back in the network at once.

``python -m bench offline``.
"""

import io
import statistics
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import orjson
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.context import Context
from bench.result import Result
from bench.sessions import log_in
from bench.web import Answer, Client, serving
from command.choices import Role
from command.models import Department, User
from inspections.models import Category, Point, SentDraft, TicketPhoto
from reports.demo.load import Request, load
from tests.journeys.browser import chromium

INSPECTORS, POINTS = 200, 50_000
OPENED, SEARCHES = 12, 200
OPEN_MS, SEARCH_MS = 1000, 50
TOKEN = "b" * 32


def run(context: Context) -> list[Result]:
    """Measure with 50,000 points, which is every point that a prefecture could list."""
    load(Request("small", seed=1, today=date.today(), problems=300))
    call_command("collectstatic", verbosity=0, interactive=False)
    _more_points(POINTS)
    _inspectors(INSPECTORS)
    with serving(context.folder, workers=2) as port:
        return [*_in_the_browser(port), *_all_at_once(port)]


def _say(what: str) -> None:
    print(f"  {what}", file=sys.stderr, flush=True)


def _more_points(count: int) -> None:
    _say(f"{count:,} points")
    model = Point.objects.select_related("type", "area").first()
    Point.objects.bulk_create(
        [
            Point(code=f"BX{n:06d}", name=f"测试点位{n}号", pinyin=f"csdw{n}h", type=model.type, area=model.area)
            for n in range(count - Point.objects.count())
        ],
        batch_size=5000,
    )


def _inspectors(count: int) -> None:
    group = Department.objects.filter(kind="supervision_group").first()
    users = [User(username=f"bench{n}", name=f"督导员{n}", department=group) for n in range(count)]
    role = Group.objects.get(name=Role.INSPECTOR)
    for user in User.objects.bulk_create(users):
        user.groups.add(role)


# --- In the browser -----------------------------------------------------------------------------


def _in_the_browser(port: int) -> list[Result]:
    _say("the form in a browser")
    cookie = log_in("inspector")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        try:
            return _measured(browser, f"http://127.0.0.1:{port}", cookie)
        finally:
            browser.close()


def _measured(browser: Browser, address: str, cookie: str) -> list[Result]:
    context = browser.new_context(base_url=address)
    name, _, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    page.goto("/tickets/new/")
    page.wait_for_selector("html[data-kept]", state="attached")
    context.set_offline(True)
    opened = sorted(_open(page) for _n in range(OPENED))
    searched = sorted(page.evaluate(SEARCH, SEARCHES))
    note = f"without a network, {POINTS:,} points, median of {OPENED}; slowest {opened[-1]:.0f} ms"
    most = f"p95 of {SEARCHES} searches among {POINTS:,} points; slowest {searched[-1]:.1f} ms"
    return [
        _result("problem form interactive from cache, against 1 s", statistics.median(opened), OPEN_MS, note),
        _result("finding a point in the browser, against 50 ms", searched[int(SEARCHES * 0.95)], SEARCH_MS, most),
    ]


def _result(name: str, ours: float, floor: float, note: str) -> Result:
    return Result.of(name, ours=ours, floor=floor, bar=1, unit="ms", note=note)


# What a search takes: initials, part of a name, part of a code, nothing that fits.
SEARCH = """times => {
    const typed = ["csdw", "点位4", "BX04", "zzzz"];
    return Array.from({ length: times }, (_, n) => {
        const begun = performance.now();
        portalLog.data.points(typed[n % typed.length]);
        return performance.now() - begun;
    });
}"""


def _open(page: Page) -> float:
    started = time.perf_counter()
    page.goto("/tickets/new/", wait_until="commit")
    page.wait_for_selector("form[data-ready]")
    took = (time.perf_counter() - started) * 1e3
    page.wait_for_selector("[data-sentences] button")
    return took


# --- All at once ---------------------------------------------------------------------------------


def _all_at_once(port: int) -> list[Result]:
    """Let every inspector send a draft with a photo at once; the floor is a write that only takes a number."""
    _say(f"{INSPECTORS} inspectors at once")
    photo = _photo()
    points = list(Point.objects.filter(code__startswith="BX").values_list("code", flat=True)[:INSPECTORS])
    category = Category.objects.current().get(name="暴露垃圾").pk
    clients = [_client(port, f"bench{n}") for n in range(INSPECTORS)]
    empty = _together(clients, lambda n, client: client.put("/bench/api/number/", b"{}", "application/json"))
    before = TicketPhoto.objects.count()
    sent = _together(clients, lambda n, client: _send(client, points[n], category, photo))
    lost = INSPECTORS - SentDraft.objects.exclude(ticket=None).count()
    lost += INSPECTORS - (TicketPhoto.objects.count() - before)
    rate, floor = INSPECTORS / sent, INSPECTORS / empty
    note = f"{rate:.0f} drafts with a photo of {len(photo) // 1024} KB a second; empty writes {floor:.0f} a second"
    told = f"all within {sent:.1f} s, of {INSPECTORS} drafts and as many photos"
    return [
        Result("200 inspectors sending at once: drafts and photos lost", lost, 0, lost, 0, "", told),
        Result.of(
            "… seconds for each, against an empty write", ours=1 / rate, floor=1 / floor, bar=None, unit="s", note=note
        ),
    ]


def _client(port: int, username: str) -> Client:
    cookie = f"{log_in(username)}; csrftoken={TOKEN}"
    return Client(port, cookie, headers=f"X-CSRFToken: {TOKEN}\r\n")


def _photo() -> bytes:
    """Return a photo as the browser keeps it: 1920 pixels, some 700 KB."""
    stream = io.BytesIO()
    Image.effect_noise((1920, 1440), 24).convert("RGB").save(stream, "JPEG", quality=70)
    return stream.getvalue()


def _send(client: Client, point: str, category: int, photo: bytes) -> Answer:
    key, picture = uuid4(), uuid4()
    file = io.BytesIO(photo)
    file.name = "photo.jpg"
    body = encode_multipart(BOUNDARY, {"photo": file})
    taken = client.put(f"/api/v1/drafts/photos/{picture}/", body, MULTIPART_CONTENT)
    if taken.status != 201:
        return taken
    facts = {"point": point, "category": category, "description": "bench", "photos": [str(picture)], "anyway": True}
    return client.put(f"/api/v1/drafts/{key}/", orjson.dumps(facts), "application/json")


def _together(clients: list[Client], act: Callable[[int, Client], Answer]) -> float:
    """Let all act at the same moment and return the seconds until the last is done."""
    gate, refused = threading.Barrier(len(clients) + 1), []

    def one(n: int, client: Client) -> None:
        gate.wait()
        answer = act(n, client)
        if answer.status >= 300:
            refused.append((answer.status, answer.body[:200]))

    threads = [threading.Thread(target=one, args=(n, client)) for n, client in enumerate(clients)]
    for thread in threads:
        thread.start()
    gate.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    if refused:
        raise RuntimeError(f"{len(refused)} were refused, the first with {refused[0]}.")
    return time.perf_counter() - started
