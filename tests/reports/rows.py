"""Tickets as rows, for tests of what is counted of them."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from core.periods import Period
from inspections.choices import TicketState
from inspections.models import Ticket

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TODAY = NOW.date()
WEEK = Period.of_days(7, until=TODAY)
_numbers = count(1)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def ticket(city, category):
    """Return a function that writes one ticket; it is handled by city management unless told."""

    def make(state=TicketState.HANDLING, **values) -> Ticket:
        point = values.get("point", city.market)
        given = {
            "number": f"T{next(_numbers):06}",
            "state": state,
            "source": "patrol",
            "point": point,
            "area": point and point.area,
            "category": category,
            "description": "门前堆放杂物",
            "department": point and point.department,
            "reported_at": days_ago(2),
            "due_at": days_ago(-1),
        }
        return Ticket.objects.create(**{**given, **values})

    return make


@pytest.fixture
def closed_ticket(ticket):
    """Return a function that writes a ticket closed ``closed`` days ago, rectified then, due ``due`` days ago."""

    def make(closed: float, due: float, **values) -> Ticket:
        times = {"closed_at": days_ago(closed), "rectified_at": days_ago(closed), "due_at": days_ago(due)}
        return ticket(TicketState.CLOSED, **{"reported_at": days_ago(closed + 1), **times, **values})

    return make
