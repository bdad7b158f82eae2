"""Two people at the same ticket at the same moment, each with an own connection to PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from inspections.choices import TicketState, Verb
from inspections.domain import tickets
from inspections.errors import StaleTicket, TicketError, TransitionRefused
from inspections.models import Ticket
from tests.inspections.times import on


def at_once(*works) -> list[str]:
    """Do all works at the same moment and return how each ended."""
    barrier = Barrier(len(works))

    def run(work) -> str:
        try:
            barrier.wait(10)
            work()
        except TicketError as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("version", "refusal"), [(1, StaleTicket), (None, TransitionRefused)])
def test_of_two_dispatches_at_once_one_wins(desk, version, refusal):
    ticket = desk.report()
    units = (desk.city.city_management, desk.city.transport)
    results = at_once(
        *(lambda unit=unit: desk.dispatched(ticket=ticket, department=unit, version=version) for unit in units)
    )
    assert results == sorted([refusal.__name__, "done"])
    ticket.refresh_from_db()
    assert (ticket.version, ticket.events.filter(verb=Verb.DISPATCH).count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_two_tickets_merged_into_each_other_at_once_do_not_lose_each_other(desk):
    one, other = desk.report(), desk.report()
    pairs = [(one, other), (other, one)]
    results = at_once(
        *(lambda a=a, b=b: tickets.merge(a, by=desk.cast.clerk, at=on("10:00"), into=b) for a, b in pairs)
    )
    assert results[-1] == "done"
    assert sorted(Ticket.objects.values_list("state", flat=True)) == [TicketState.REGISTERED, TicketState.VOIDED]


@pytest.mark.django_db(transaction=True)
def test_problems_logged_at_once_are_numbered_without_gap_or_double(desk):
    desk.report()
    assert at_once(*[desk.report] * 4) == ["done"] * 4
    numbers = Ticket.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"20261123-000{n}" for n in range(1, 6)]
