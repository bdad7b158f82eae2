"""What each count takes in, and what it leaves out."""

from inspections.choices import TicketState
from inspections.domain import counts
from inspections.models import Ticket
from tests.reports.rows import NOW, WEEK, closed_ticket, days_ago, ticket

__all__ = ["closed_ticket", "ticket"]


def counted(key):
    return set(Ticket.objects.filter(counts.condition(key, period=WEEK, at=NOW)))


def test_an_overdue_open_ticket_stays_among_the_due(ticket, closed_ticket):
    late, closed = ticket(due_at=days_ago(1)), closed_ticket(closed=1, due=0.5)
    ticket(due_at=days_ago(-1))
    assert counted("due") == {late, closed}


def test_a_ticket_overdue_since_before_the_period_is_due_in_it(ticket):
    late = ticket(reported_at=days_ago(40), due_at=days_ago(30))
    assert counted("due") == {late}


def test_a_suspended_ticket_is_not_due(ticket):
    ticket(TicketState.SUSPENDED, due_at=days_ago(1), remaining_minutes=-10)
    assert counted("due") == set()


def test_a_ticket_that_waits_for_its_check_is_due_only_if_it_was_late(ticket):
    ticket(TicketState.RECTIFIED, due_at=days_ago(1), remaining_minutes=30)
    late = ticket(TicketState.RECTIFIED, due_at=days_ago(1), remaining_minutes=-30)
    assert counted("due") == {late}


def test_a_ticket_closed_after_the_period_but_due_in_it_was_late_then(closed_ticket):
    late = closed_ticket(closed=3, due=10, reported_at=days_ago(12))
    before = counts.condition("due", period=WEEK.previous, at=NOW)
    assert set(Ticket.objects.filter(before)) == {late}


def test_on_time_means_rectified_before_the_deadline_whatever_the_check_took(closed_ticket):
    in_time = closed_ticket(closed=1, due=2, rectified_at=days_ago(3))
    closed_ticket(closed=1, due=2, rectified_at=days_ago(1.5))
    assert counted("on_time") == {in_time}


def test_a_problem_closed_on_the_spot_is_closed_due_and_on_time(closed_ticket):
    spot = closed_ticket(closed=1, due=1, due_at=None, on_the_spot=True)
    assert [counted(key) for key in ("closed", "due", "on_time")] == [{spot}] * 3


def test_new_counts_by_the_days_of_the_city_not_of_greenwich(ticket):
    first_minute = ticket(reported_at=WEEK.starts_at)
    ticket(reported_at=WEEK.ends_at)
    assert counted("new") == {first_minute}


def test_a_rework_counts_when_the_ticket_is_closed(ticket, closed_ticket):
    closed = closed_ticket(closed=1, due=0.5, rework_count=2)
    ticket(rework_count=1)
    assert counted("reworked") == {closed}


def test_a_relapse_counts_in_the_period_of_its_report(ticket, closed_ticket):
    closed = closed_ticket(closed=9, due=8)
    relapse = ticket(relapse_of=closed)
    assert counted("relapsed") == {relapse}
