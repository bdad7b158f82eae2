"""The verbs, from the first report to 销号 and what can happen on the way."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core.choices import Clock
from inspections.choices import Source, TicketState, Verb
from inspections.domain import tickets
from inspections.models import TimeLimit
from tests.inspections.photos import photo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def on(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.fixture
def limit(db) -> TimeLimit:
    return TimeLimit(amount=4, clock=Clock.WORK_HOUR)


@pytest.fixture
def ticket(cast, category):
    return tickets.report(
        source=Source.PATROL,
        category=category,
        description="门口有垃圾",
        by=cast.inspector,
        at=on(23, 9),
        point=cast.city.market,
        photos=[photo()],
    )


def test_a_problem_goes_from_report_to_closing(cast, ticket, limit, django_capture_on_commit_callbacks):
    assert (ticket.number, ticket.state, ticket.version) == ("20261123-0001", TicketState.REGISTERED, 1)
    unit = cast.city.city_management
    ticket = tickets.dispatch(ticket, by=cast.clerk, at=on(23, 10), department=unit, limit=limit, version=1)
    assert ticket.due_at == on(23, 16)
    ticket = tickets.accept(ticket, by=cast.handler, at=on(23, 10, 30))
    ticket = tickets.rectify(ticket, by=cast.handler, at=on(23, 15), photos=[photo()], note="已清理")
    assert ticket.remaining_minutes == 60
    ticket = tickets.close(ticket, by=cast.inspector, at=on(23, 17))
    assert (ticket.state, ticket.closed_at, ticket.remaining_minutes) == (TicketState.CLOSED, on(23, 17), None)
    assert list(ticket.events.values_list("verb", flat=True)) == [
        Verb.REPORT,
        Verb.DISPATCH,
        Verb.ACCEPT,
        Verb.RECTIFY,
        Verb.CLOSE,
    ]
