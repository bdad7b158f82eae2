"""A weekend of volunteers before posters: all open the page of the code on a phone and send its form, some again.

The floor is a write that only takes a number, asked of the same server likewise: a connection of its own for each.
"""

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from bench.bench_pages import READER
from bench.context import Context
from bench.result import Result
from bench.sessions import log_in
from bench.web import Answer, Client, serving
from volunteers.domain import check_in, posters
from volunteers.models import Activity, ActivityKind, CheckIn, Team

PEOPLE, AT_ONE_POSTER = 30_000, 150
# Phones that ask at the same moment; a run that takes longer than so many seconds is given up.
AT_ONCE, LONGEST = 16, 1_200
FORM = "application/x-www-form-urlencoded"
TOKEN = "b" * 32
BAR = 3
# A code, and the number of the volunteer who stands before it.
Arrival = tuple[str, str]


def run(context: Context) -> list[Result]:
    """Return what one check-in takes of the server, against an empty write, and how many were lost or doubled."""
    arrivals = list(_arrivals(context.size(PEOPLE)))
    print(f"  {len(arrivals):,} check-ins", file=sys.stderr, flush=True)
    cookie = f"{log_in(READER)}; csrftoken={TOKEN}"
    CheckIn.objects.all().delete()
    with serving(context.folder, workers=2) as port:
        opened = _together(arrivals, lambda n, arrival: _open(port, n, arrival))
        sent = _together(arrivals, lambda n, arrival: _send(port, n, arrival))
        _together(arrivals[::10], lambda n, arrival: _send(port, n, arrival, times=2))
        empty = _together(arrivals, lambda n, _arrival: _take_number(port, n, cookie))
    return _results(len(arrivals), *(spent / len(arrivals) for spent in (opened, sent, empty)))


def _results(count: int, opened: float, sent: float, empty: float) -> list[Result]:
    """Return what the seconds for each page, form and empty write come to, and how many rows there are."""
    there = CheckIn.objects.known().values("activity", "volunteer").distinct().count()
    lost, more = count - there, CheckIn.objects.count() - there
    told = f"{lost} lost, {more} doubled; every tenth came again, and sent the form twice"
    note = f"{1 / sent:.0f} forms a second, {1 / opened:.0f} pages; empty writes {1 / empty:.0f} a second"
    both, sent, empty = opened + sent, sent * 1e3, empty * 1e3
    return [
        Result(f"{count:,} check-ins: lost or doubled", lost + more, 0, lost + more, 0, "", told),
        Result.of("… each, page and form, against an empty write", ours=both * 1e3, floor=empty, bar=BAR, unit="ms"),
        Result.of("… the form alone", ours=sent, floor=empty, bar=None, unit="ms", note=note),
    ]


# --- Who comes --------------------------------------------------------------------------------


def _arrivals(count: int) -> list[Arrival]:
    """Return who stands before which poster: people of one team after the other, each once."""
    found: list[Arrival] = []
    for number, team in enumerate(Team.objects.order_by("code"), start=1):
        activity = _activity(team, number)
        people = check_in.people_of(activity).order_by("number").values_list("number", flat=True)[:AT_ONE_POSTER]
        code = posters.code_of(activity, at=activity.starts_at)
        found += [(code, each) for each in people]
        if len(found) >= count:
            return found[:count]
    raise RuntimeError(f"The city has {len(found)} people for {count} check-ins.")


def _activity(team: Team, number: int) -> Activity:
    now, kind = timezone.now(), ActivityKind.objects.order_by("pk")[0]
    times = {"starts_at": now, "ends_at": now + timedelta(hours=3)}
    return Activity.objects.create(code=f"HD-B{number:05d}", title="双休日义务劳动", kind=kind, team=team, **times)


# --- Asking -----------------------------------------------------------------------------------


def _open(port: int, number: int, arrival: Arrival) -> None:
    """Open the page of the code. Every phone has an address of its own."""
    client = _phone(port, number, f"csrftoken={TOKEN}")
    _checked(client.get(reverse("check-in", args=[arrival[0]])))
    client.close()


def _send(port: int, number: int, arrival: Arrival, *, times: int = 1) -> None:
    """Send the form of the page, the same so often."""
    code, given = arrival
    client, form = _phone(port, number, f"csrftoken={TOKEN}"), {"given": given, "csrfmiddlewaretoken": TOKEN}
    body = urlencode({**form, "key": str(uuid4())}).encode()
    for _n in range(times):
        _checked(client.post(reverse("check-in", args=[code]), body, FORM))
    client.close()


def _take_number(port: int, number: int, cookie: str) -> None:
    client = _phone(port, number, cookie, f"X-CSRFToken: {TOKEN}\r\n")
    _checked(client.put("/bench/api/number/", b"{}", "application/json"))
    client.close()


def _phone(port: int, number: int, cookie: str, headers: str = "") -> Client:
    return Client(port, cookie, headers, own=f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}")


def _checked(answer: Answer) -> None:
    if answer.status != 200:
        raise RuntimeError(f"A phone was answered {answer.status}: {answer.body[:500].decode(errors='replace')}")


def _together(arrivals: Sequence[Arrival], act: Callable[[int, Arrival], None]) -> float:
    """Let all of them act, so many at the same moment, and return the seconds until the last is done."""
    started = time.perf_counter()

    def one(number: int, arrival: Arrival) -> None:
        if time.perf_counter() - started > LONGEST:
            raise RuntimeError(f"Only {number} of {len(arrivals)} came in {LONGEST} seconds.")
        act(number, arrival)

    with ThreadPoolExecutor(AT_ONCE) as phones:
        for _done in phones.map(one, range(len(arrivals)), arrivals):
            pass
    return time.perf_counter() - started
