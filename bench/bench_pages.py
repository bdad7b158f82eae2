"""Pages over very many tickets, against the portal's own empty page; and logging a problem with large photos.

``python -m bench pages``. The warm dashboard is what officials get: a thread counts it anew every minute, as beat does.
"""

import io
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from random import Random
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.management import call_command
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from bench import many_notices, many_tickets
from bench.context import Context
from bench.result import Result
from bench.web import Client, serving
from command.models import Area, Department, User
from inspections.domain import saved_filters
from inspections.models import Category, Point, SavedFilter, Ticket
from reports.demo.load import Request, load
from reports.domain import boards
from reports.domain.cube import TOWN, VILLAGE

ROUNDS, WARM_UP = 5, 10
TICKETS = 1_000_000
PAGE_BAR, GROWTH_BAR, QUERIES_BAR = 4, 1.25, 15
LARGE, SMALL = (4000, 3000), (320, 240)
POSTS = 12
# Who reads: all notices of the bench are this person's.
READER = "office"


@dataclass
class Times:
    """What was measured of one page, in seconds."""

    queries: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[-1]


def run(context: Context) -> list[Result]:
    """Measure at a tenth of the size and at the full size, and compare."""
    _say("the demonstration city")
    load(Request("small", seed=1, today=date.today(), problems=300))
    call_command("collectstatic", verbosity=0, interactive=False)
    full = context.size(TICKETS)
    _write(1, full // 10)
    few = _measure(context, asks=40 if context.quick else 100)
    _write(full // 10 + 1, full)
    many = _measure(context, asks=40 if context.quick else 100)
    return [*_ratios(many, full), *_growth(few, many), _counting(full), *_posting(context)]


def _say(what: str) -> None:
    print(f"  {what}", file=sys.stderr, flush=True)


def _write(first: int, last: int) -> None:
    _say(f"tickets {first:,} to {last:,}")
    many_tickets.write(first, last)
    many_notices.write(User.objects.get(username=READER), first, last)


def _measure(context: Context, *, asks: int) -> dict[str, Times]:
    """Ask each page in turn, round after round, so that what else the machine does falls on all of them."""
    addresses = _addresses()
    found = {name: Times() for name in addresses}
    stop = threading.Event()
    beat = threading.Thread(target=_count_every_minute, args=(stop,))
    boards.warm(at=timezone.now())
    with serving(context.folder) as port:
        client = Client(port, _log_in(READER))
        for given in addresses.values():
            for _n in range(WARM_UP):
                address = next(given)
                _checked(client.get(address), address)
        beat.start()
        for _round in range(ROUNDS):
            for name, given in addresses.items():
                _ask(client, given, asks, found[name])
    stop.set()
    beat.join()
    return found


def _ask(client: Client, addresses: Iterator[str], asks: int, times: Times) -> None:
    for _n in range(asks):
        address = next(addresses)
        answer = _checked(client.get(address), address)
        times.seconds.append(answer.seconds)
        times.queries = max(times.queries, answer.queries)


def _checked(answer, address: str):
    if answer.status != 200:
        raise RuntimeError(f"{address} answers {answer.status}.")
    return answer


def _count_every_minute(stop: threading.Event) -> None:
    while not stop.wait(45):
        boards.warm(at=timezone.now())


def _addresses() -> dict[str, Iterator[str]]:
    """Return what is asked of each page, again and again; of the villages one after the other, which nobody warmed."""
    unit = Department.objects.get(name="市城市管理综合行政执法局")
    told = Ticket.objects.filter(number__startswith="2", photos__isnull=False).order_by("-version")[0]
    other_days = f"?period=custom&since={date.today() - timedelta(days=45)}&until={date.today()}"
    long_ago = timezone.now() - timedelta(days=500)
    hundred_days = f"?period=custom&since={date.today() - timedelta(days=99)}&until={date.today()}"
    areas = list(Area.objects.values_list("code", flat=True))
    always = {
        "empty page": "/bench/empty/",
        "ticket list": f"/queue/?tab=running&department={unit.pk}",
        "whole ticket list": "/queue/?tab=running",
        "saved filter": f"/queue/?{_saved(unit)}",
        "search, a number that stands once": f"/queue/?{urlencode({'tab': 'all', 'q': '第4321号'})}",
        "search, two words, one of them common": f"/queue/?{urlencode({'tab': 'all', 'q': '堆放 第432'})}",
        "search, a word in every eighth": f"/queue/?{urlencode({'tab': 'all', 'q': '堆放'})}",
        "search among the running": f"/queue/?{urlencode({'tab': 'running', 'q': '路口'})}",
        "dashboard": "/dashboard/",
        "dashboard of other days": f"/dashboard/{other_days}",
        "ticket page": f"/tickets/{told.number}/",
        "inbox": "/notices/",
        "inbox, unread of one topic": "/notices/?unread=1&topic=decide",
        "inbox, deep": f"/notices/?{urlencode({'before': f'{long_ago.isoformat()}_0'})}",
        "passport of a tenth of the tickets": f"/figures/new/{hundred_days}",
    }
    each = {
        "dashboard of each town": [f"/dashboard/?area={code}" for code in areas if len(code) == TOWN],
        "dashboard of each village": [f"/dashboard/?area={code}" for code in areas if len(code) == VILLAGE],
        "page of each point": [reverse("point-detail", args=[point.code]) for point in Point.objects.all()],
    }
    return {name: cycle([address]) for name, address in always.items()} | {n: cycle(found) for n, found in each.items()}


def _saved(unit: Department) -> str:
    """Keep as many filters as an office does, and return the query of one."""
    query, office = f"tab=running&department={unit.pk}&source=patrol", User.objects.get(username="office")
    for number in range(12):
        if not SavedFilter.objects.filter(name=f"筛选{number}").exists():
            saved_filters.keep(name=f"筛选{number}", page="queue", query=query, sharing="private", by=office)
    return query


def _log_in(username: str) -> str:
    """Return the cookie of a session."""
    user = User.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session["seen"] = int(time.time())
    session.save()
    return f"sessionid={session.session_key}"


def _ratios(many: dict[str, Times], size: int) -> list[Result]:
    empty, rows = many.pop("empty page"), []
    for name, times in many.items():
        note = f"p50 {times.p50 * 1e3:.1f} against {empty.p50 * 1e3:.1f} ms; {times.queries} queries of {QUERIES_BAR}"
        title = f"{name}, {size:,} tickets, p95"
        rows.append(Result.of(title, ours=times.p95 * 1e3, floor=empty.p95 * 1e3, bar=PAGE_BAR, unit="ms", note=note))
        if times.queries > QUERIES_BAR:
            rows.append(Result.of(f"{name}, queries", ours=times.queries, floor=1, bar=QUERIES_BAR, unit=""))
    return rows


def _growth(few: dict[str, Times], many: dict[str, Times]) -> list[Result]:
    return [
        Result.of(
            f"{name}, against ten times fewer tickets, p50",
            ours=times.p50 * 1e3,
            floor=few[name].p50 * 1e3,
            bar=GROWTH_BAR,
            unit="ms",
        )
        for name, times in many.items()
    ]


def _counting(size: int) -> Result:
    """Return what counting the dashboard costs when nobody has counted it: the work of the background."""
    started = time.perf_counter()
    boards.warm(at=timezone.now())
    ours = time.perf_counter() - started
    started = time.perf_counter()
    Ticket.objects.aggregate(units=Count("department_id", distinct=True))
    floor = time.perf_counter() - started
    name, note = f"counting the dashboard, {size:,} tickets", "in the background, against reading one column once"
    return Result.of(name, ours=ours * 1e3, floor=floor * 1e3, bar=None, unit="ms", note=note)


# --- Logging with photos ----------------------------------------------------------------------


def _posting(context: Context) -> list[Result]:
    _say("logging with photos")
    with serving(context.folder) as port:
        client = Client(port, _log_in(READER))
        small, large = (_post(client, _photo(size)) for size in (SMALL, LARGE))
    note = "the photos are prepared later by a worker"
    work = _preparing(_photo(LARGE)) * 3
    return [
        Result.of(
            "logging with three 12 MP photos, against tiny ones",
            ours=large * 1e3,
            floor=small * 1e3,
            bar=None,
            unit="ms",
        ),
        Result.of(
            "… against preparing the three photos", ours=large * 1e3, floor=work * 1e3, bar=1, unit="ms", note=note
        ),
    ]


def _post(client: Client, photo: bytes) -> float:
    points = Random(len(photo)).sample(list(Point.objects.filter(tickets__isnull=True) or Point.objects.all()), POSTS)
    category = Category.objects.current().get(name="暴露垃圾")
    seconds = []
    for number, point in enumerate(points):
        token = "b" * 32
        client.cookie = f"{client.cookie.split('; ')[0]}; csrftoken={token}"
        fields = {"point": point.code, "category": category.pk, "description": f"bench {number}", "anyway": "1"}
        body, content_type = _form({**fields, "source": "superior", "csrfmiddlewaretoken": token}, photo)
        answer = client.post("/tickets/new/", body, content_type)
        if answer.status != 302:
            raise RuntimeError(f"Logging answers {answer.status}: {answer.body.decode()[:2000]}")
        seconds.append(answer.seconds)
    return statistics.median(seconds)


def _form(fields: dict[str, object], photo: bytes) -> tuple[bytes, str]:
    mark = "bench-7f3a"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    body = "".join(parts).encode()
    for number in range(3):
        head = f'--{mark}\r\nContent-Disposition: form-data; name="photos"; filename="{number}.jpg"\r\n'
        body += f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + photo + b"\r\n"
    return body + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def _photo(size: tuple[int, int]) -> bytes:
    """Return a JPEG with enough in it to weigh what a phone's photo weighs."""
    noise = Image.frombytes("RGB", (size[0] // 4, size[1] // 4), Random(1).randbytes(size[0] // 4 * (size[1] // 4) * 3))
    out = io.BytesIO()
    noise.resize(size).save(out, "JPEG", quality=80)
    return out.getvalue()


def _preparing(photo: bytes) -> float:
    """Return what preparing one photo takes: the work that a request must not wait for."""
    started = time.perf_counter()
    image = Image.open(io.BytesIO(photo))
    image.draft("RGB", (1920, 1920))
    image.thumbnail((1920, 1920), Image.Resampling.BICUBIC)
    image.save(io.BytesIO(), "JPEG", quality=85)
    return time.perf_counter() - started
