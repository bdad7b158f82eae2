"""How far the problems of a period have got: 挂账 → 派遣 → 处置 → 反馈 → 核查 → 销号."""

import pytest

from inspections.choices import TicketState
from inspections.domain import counts
from inspections.models import Ticket
from tests.reports.rows import NOW, WEEK, closed_ticket, days_ago, ticket

__all__ = ["closed_ticket", "ticket"]

STEPS = ("registered", "dispatched", "handled", "rectified", "checked", "closed")


def reached():
    """Return how many problems of the week have reached each step."""
    found = Ticket.objects.all()
    return [found.filter(counts.condition(f"cohort_{step}", period=WEEK, at=NOW)).count() for step in STEPS]


def test_each_step_holds_those_that_got_at_least_so_far(ticket, closed_ticket):
    ticket(TicketState.REPORTED, due_at=None)
    ticket(TicketState.REGISTERED, due_at=None)
    ticket(TicketState.DISPATCHED, dispatched_at=days_ago(1))
    ticket(TicketState.HANDLING, dispatched_at=days_ago(1))
    ticket(TicketState.RECTIFIED, dispatched_at=days_ago(1), rectified_at=days_ago(0.5))
    ticket(TicketState.HANDLING, dispatched_at=days_ago(1), rework_count=1)
    closed_ticket(closed=1, due=0.5)
    assert reached() == [6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("state", [TicketState.REJECTED, TicketState.VOIDED])
def test_what_was_thrown_out_is_at_no_step(state, ticket):
    ticket(state, dispatched_at=days_ago(1))
    assert reached() == [0] * 6


def test_what_a_unit_gave_back_waits_again_for_its_dispatch(ticket):
    ticket(TicketState.REGISTERED, dispatched_at=None, rework_count=1, return_count=1)
    assert reached() == [1, 0, 0, 0, 0, 0]


def test_a_problem_closed_on_the_spot_has_gone_the_whole_way(closed_ticket):
    closed_ticket(closed=1, due=1, due_at=None, dispatched_at=None, on_the_spot=True)
    assert reached() == [1] * 6


def test_what_was_suspended_before_anybody_took_it_up_has_only_been_dispatched(ticket):
    ticket(TicketState.SUSPENDED, dispatched_at=days_ago(1))
    assert reached() == [1, 1, 0, 0, 0, 0]


def test_only_what_was_reported_in_the_period_belongs_to_its_cohort(closed_ticket):
    closed_ticket(closed=1, due=0.5, reported_at=days_ago(8))
    assert reached() == [0] * 6
