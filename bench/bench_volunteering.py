"""Pages of volunteering over the full city, against the portal's own empty page; and a weekend of check-ins.

``python -m bench volunteering``. The city has 185,000 volunteers, 859 teams and 850,000 attendances by name. A thread
counts the official's page anew, as beat does every minute.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bench import check_ins
from bench.bench_pages import READER, ROUNDS, WARM_UP, Times
from bench.context import Context
from bench.result import Result
from bench.sessions import log_in
from bench.web import Client, serving
from reports.demo.load import Request, load
from reports.domain import volunteering
from volunteers.models import Team

EMPTY, OFFICIAL, LEADER = "empty page", "the official's page", "leader"
# Of the other pages no bar was set.
PAGE_BAR, ASKS, QUICK_ASKS = 4, 40, 10
COUNT_SECONDS = 45


def run(context: Context) -> list[Result]:
    """Return the p95 of each page against that of the empty one, and how fast people can check in."""
    print("  the demonstration city", file=sys.stderr, flush=True)
    load(Request("small" if context.quick else "full", seed=1, today=date.today(), problems=300))
    call_command("collectstatic", verbosity=0, interactive=False)
    return [*_pages(context, READER, _of_the_city()), *_pages(context, LEADER, _of_a_team()), *check_ins.run(context)]


def _of_the_city() -> dict[str, str]:
    team = Team.objects.filter(kind__key="leifeng").order_by("code")[1]
    number = team.memberships.current().values_list("volunteer__number", flat=True)[0]
    return {
        OFFICIAL: reverse("volunteering"),
        "the teams": reverse("team-list"),
        "a team": reverse("team-detail", args=[team.pk]),
        "the week": reverse("activity-week"),
        "registration by unit": reverse("volunteer-units"),
        "hours": reverse("service-records"),
        "hours of one volunteer": f"{reverse('service-records')}?number={number}",
        "who may be registered twice": reverse("volunteer-doubles"),
    }


def _of_a_team() -> dict[str, str]:
    team = Team.objects.filter(leader__username=LEADER).order_by("code")[0]
    return {
        "a leader's weekend": reverse("team-weekend"),
        "a leader's own team": reverse("team-detail", args=[team.pk]),
        "a leader's hours": reverse("service-records"),
    }


def _pages(context: Context, reader: str, pages: dict[str, str]) -> list[Result]:
    """Ask each page in turn, round after round, so that what else the machine does falls on all of them."""
    addresses = {EMPTY: "/bench/empty/", **pages}
    found = {name: Times() for name in addresses}
    asks = QUICK_ASKS if context.quick else ASKS
    with _counted_every_minute(), serving(context.folder) as port:
        client = Client(port, log_in(reader))
        for address in addresses.values():
            _ask(client, address, WARM_UP, Times())
        for _round in range(ROUNDS):
            for name, address in addresses.items():
                _ask(client, address, asks, found[name])
    empty = found.pop(EMPTY)
    return [_result(name, times, empty) for name, times in found.items()]


@contextmanager
def _counted_every_minute() -> Iterator[None]:
    """Count the official's page now and then, as beat does."""
    stop = threading.Event()
    beat = threading.Thread(target=_count_until, args=(stop,))
    volunteering.warm(at=timezone.now())
    beat.start()
    try:
        yield
    finally:
        stop.set()
        beat.join()


def _count_until(stop: threading.Event) -> None:
    while not stop.wait(COUNT_SECONDS):
        volunteering.warm(at=timezone.now())
    connection.close()


def _ask(client: Client, address: str, asks: int, times: Times) -> None:
    for _n in range(asks):
        answer = client.get(address)
        if answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status}.")
        times.seconds.append(answer.seconds)
        times.queries.append(answer.queries)


def _result(name: str, times: Times, empty: Times) -> Result:
    note = f"p50 {times.p50 * 1e3:.1f} against {empty.p50 * 1e3:.1f} ms; {times.asked:.0f} queries"
    title, bar = f"volunteering: {name}, p95", PAGE_BAR if name == OFFICIAL else None
    return Result.of(title, ours=times.p95 * 1e3, floor=empty.p95 * 1e3, bar=bar, unit="ms", note=note)
