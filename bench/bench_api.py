"""Lists of the API over very many tickets, against an empty answer of the same API to the same token.

``python -m bench api``. What a page of fifty costs more than its bare frame: query, rows, JSON, entity tag.
"""

import sys
from datetime import date

from django.core.management import call_command
from django.utils import timezone

from bench import many_tickets
from bench.bench_pages import Times
from bench.context import Context
from bench.result import Result
from bench.web import Client, serving
from command.domain import tokens
from command.models import Department, User
from inspections.models import Ticket
from reports.demo.load import Request, load

TICKETS = 1_000_000
ROUNDS, ASKS, WARM_UP = 6, 100, 20
BAR, QUERIES_BAR = 3, 5
EMPTY = "empty answer"


def run(context: Context) -> list[Result]:
    """Measure pages of fifty for somebody who sees every ticket and for a responsible unit."""
    full = context.size(TICKETS)
    load(Request("small", seed=1, today=date.today(), problems=300))
    call_command("collectstatic", verbosity=0, interactive=False)
    print(f"  tickets 1 to {full:,}", file=sys.stderr, flush=True)
    many_tickets.write(1, full)
    asks = 40 if context.quick else ASKS
    with serving(context.folder) as port:
        office, handler = (Client(port, headers=_token(name)) for name in ("office", "handler"))
        own = {"list of 50": "/api/v1/tickets/"}
        return [
            *_against_empty(office, "office", _wanted(), asks, full),
            *_against_empty(handler, "responsible unit", own, asks, full),
        ]


def _token(username: str) -> str:
    owner = User.objects.get(username=username)
    _row, secret = tokens.issue(owner, name="bench", scope="read", days=1, at=timezone.now())
    return f"Authorization: Bearer {secret}\r\n"


def _wanted() -> dict[str, str]:
    unit = Department.objects.get(name="市城市管理综合行政执法局")
    told = Ticket.objects.filter(number__startswith="2").order_by("-version")[0]
    return {
        "list of 50": "/api/v1/tickets/",
        "list of 50, a unit's by deadline": f"/api/v1/tickets/?state=handling&department={unit.pk}&ordering=due_at",
        "list of 50 events": "/api/v1/events/?ordering=-id",
        "one ticket": f"/api/v1/tickets/{told.number}/",
    }


def _against_empty(client: Client, who: str, wanted: dict[str, str], asks: int, size: int) -> list[Result]:
    """Ask each address in turn, round after round, and compare with the empty answer of the same rounds."""
    addresses = {EMPTY: "/bench/api/empty/", **wanted}
    found = {name: Times() for name in addresses}
    for address in addresses.values():
        for _n in range(WARM_UP):
            client.get(address)
    for _round in range(ROUNDS):
        for name, address in addresses.items():
            _ask(client, address, asks, found[name])
    empty = found.pop(EMPTY)
    return [_result(f"API, {who}: {name}, {size:,} tickets, p95", times, empty) for name, times in found.items()]


def _ask(client: Client, address: str, asks: int, times: Times) -> None:
    for _n in range(asks):
        answer = client.get(address)
        if answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status}.")
        times.seconds.append(answer.seconds)
        times.queries.append(answer.queries)


def _result(title: str, times: Times, empty: Times) -> Result:
    queries = max(times.queries)
    note = f"p50 {times.p50 * 1e3:.1f} ms against {empty.p50 * 1e3:.1f} ms, {queries} queries"
    bar = BAR if "list" in title else None
    if queries > QUERIES_BAR:
        raise RuntimeError(f"{title}: {queries} queries, more than {QUERIES_BAR}.")
    return Result.of(title, ours=times.p95 * 1e3, floor=empty.p95 * 1e3, bar=bar, unit="ms", note=note)
