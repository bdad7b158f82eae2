"""Pages over very many tickets, against the portal's own empty page; and logging a problem with large photos.

``python -m bench pages``. The warm dashboard is what officials get: a thread counts it anew every minute, as beat does.
"""

import statistics
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone

from bench import addresses, many_notices, many_tickets
from bench.context import Context
from bench.in_browser import cockpit
from bench.posting import posting
from bench.result import Result
from bench.sessions import log_in
from bench.web import Client, serving
from command.models import User
from inspections.models import Ticket
from reports.demo.load import Request, load
from reports.domain import boards

ROUNDS, WARM_UP = 5, 10
TICKETS = 1_000_000
PAGE_BAR, GROWTH_BAR, QUERIES_BAR = 4, 1.25, 15
# Of each page in each round; of the smaller city only medians are asked.
ASKS, QUICK_ASKS = 50, 20
# Who reads: all notices of the bench are this person's.
READER = "office"


@dataclass
class Times:
    """What was measured of one page, in seconds."""

    queries: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[-1]

    @property
    def asked(self) -> float:
        """The queries of 95 answers in 100; the others counted anew what is kept for a minute."""
        return statistics.quantiles(self.queries, n=20)[-1]


def run(context: Context) -> list[Result]:
    """Measure at a tenth of the size and at the full size, and compare."""
    _say("the demonstration city")
    load(Request("small", seed=1, today=date.today(), problems=300))
    call_command("collectstatic", verbosity=0, interactive=False)
    full = context.size(TICKETS)
    _write(1, full // 10)
    asks = QUICK_ASKS if context.quick else ASKS
    few = _measure(context, asks=asks // 2)
    _write(full // 10 + 1, full)
    many = _measure(context, asks=asks)
    pages = [*_ratios(many, full), *_growth(few, many), _passport(many, full), _counting(full)]
    return [*pages, *cockpit(context, READER), *posting(context, READER)]


def _say(what: str) -> None:
    print(f"  {what}", file=sys.stderr, flush=True)


def _write(first: int, last: int) -> None:
    _say(f"tickets {first:,} to {last:,}")
    many_tickets.write(first, last)
    many_notices.write(User.objects.get(username=READER), first, last)


def _measure(context: Context, *, asks: int) -> dict[str, Times]:
    """Ask each page in turn, round after round, so that what else the machine does falls on all of them."""
    asked = addresses.of_pages()
    found = {name: Times() for name in asked}
    stop = threading.Event()
    beat = threading.Thread(target=_count_every_minute, args=(stop,))
    boards.warm(at=timezone.now())
    with serving(context.folder) as port:
        client = Client(port, log_in(READER))
        for given in asked.values():
            for _n in range(WARM_UP):
                address = next(given)
                _checked(client.get(address), address)
        beat.start()
        for _round in range(ROUNDS):
            for name, given in asked.items():
                _ask(client, given, asks, found[name])
    stop.set()
    beat.join()
    return found


def _ask(client: Client, wanted: Iterator[str], asks: int, times: Times) -> None:
    for _n in range(asks):
        address = next(wanted)
        answer = _checked(client.get(address), address)
        times.seconds.append(answer.seconds)
        times.queries.append(answer.queries)


def _checked(answer, address: str):
    if answer.status != 200:
        raise RuntimeError(f"{address} answers {answer.status}.")
    return answer


def _count_every_minute(stop: threading.Event) -> None:
    while not stop.wait(45):
        boards.warm(at=timezone.now())


def _ratios(many: dict[str, Times], size: int) -> list[Result]:
    empty, rows = many.pop("empty page"), []
    for name, times in many.items():
        bar = None if name in addresses.ONLY_REPORTED else PAGE_BAR
        title, note = f"{name}, {size:,} tickets, p95", _note(times, empty)
        rows.append(Result.of(title, ours=times.p95 * 1e3, floor=empty.p95 * 1e3, bar=bar, unit="ms", note=note))
        if times.asked > QUERIES_BAR:
            rows.append(Result.of(f"{name}, queries", ours=times.asked, floor=1, bar=QUERIES_BAR, unit=""))
    return rows


def _note(times: Times, empty: Times) -> str:
    most = f" (at most {max(times.queries)})" if max(times.queries) > times.asked else ""
    asked = f"{times.asked:.0f} queries of {QUERIES_BAR}{most}"
    return f"p50 {times.p50 * 1e3:.1f} against {empty.p50 * 1e3:.1f} ms; {asked}"


def _growth(few: dict[str, Times], many: dict[str, Times]) -> list[Result]:
    return [
        Result.of(
            f"{name}, against ten times fewer tickets, p50",
            ours=times.p50 * 1e3,
            floor=few[name].p50 * 1e3,
            bar=None if name in addresses.ONLY_REPORTED else GROWTH_BAR,
            unit="ms",
        )
        for name, times in many.items()
    ]


def _passport(many: dict[str, Times], size: int) -> Result:
    ours, floor = (many[name].p50 * 1e3 for name in (addresses.PASSPORT, addresses.FIRST_PAGE))
    title = f"passport of {size // 10:,} records, against one of no more than a page, p50"
    return Result.of(title, ours=ours, floor=floor, bar=GROWTH_BAR, unit="ms")


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
