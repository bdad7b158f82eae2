"""When a ticket is due: set at dispatch, stopped and started by the verbs."""

import pytest

from core.choices import Clock
from inspections.choices import TicketState
from inspections.domain import tickets
from inspections.models import TimeLimit
from tests.inspections.times import on

S = TicketState


@pytest.mark.parametrize(
    ("amount", "clock", "due"),
    [
        (4, Clock.WORK_HOUR, "2026-11-23 16:00"),
        (4, Clock.URGENT_HOUR, "2026-11-23 14:00"),
        (1, Clock.WORK_DAY, "2026-11-24 18:00"),
        (5, Clock.NATURAL_DAY, "2026-11-30 18:00"),
    ],
)
def test_the_deadline_is_set_at_dispatch_with_the_version_of_its_calendar(desk, amount, clock, due):
    ticket = desk.dispatched(limit=TimeLimit(amount=amount, clock=clock))
    assert (ticket.due_at, ticket.limit_amount, ticket.limit_clock) == (on(due), amount, clock)
    assert len(ticket.calendar_version) == 16


def test_the_clock_stands_while_the_work_waits_for_its_check_and_runs_on_after_a_rework(desk):
    ticket = desk.rectified("15:00")
    assert (ticket.due_at, ticket.remaining_minutes) == (on("16:00"), 60)
    ticket = tickets.rework(ticket, by=desk.cast.inspector, at=on("2026-11-25 17:30"), note="仍有残留")
    assert (ticket.state, ticket.rework_count, ticket.rectified_at) == (S.HANDLING, 1, None)
    assert (ticket.due_at, ticket.remaining_minutes) == (on("2026-11-26 09:00"), None)
    ticket = desk.rectify(ticket, "2026-11-26 08:45")
    assert ticket.rectified_at < ticket.due_at


def test_a_rework_after_the_deadline_leaves_the_ticket_as_late_as_it_was(desk):
    ticket = desk.rectified("16:30")
    assert ticket.remaining_minutes == -30
    ticket = tickets.rework(ticket, by=desk.cast.inspector, at=on("2026-11-24 09:00"), note="不行")
    assert ticket.due_at == on("2026-11-24 08:30")


def test_suspending_stops_the_clock_and_resuming_starts_it_with_what_was_left(desk):
    ticket = tickets.suspend(desk.handling(), by=desk.cast.clerk, at=on("11:00"), note="待拨款")
    assert (ticket.state, ticket.remaining_minutes) == (S.SUSPENDED, 180)
    ticket = tickets.resume(ticket, by=desk.cast.clerk, at=on("2026-12-01 17:00"))
    assert (ticket.state, ticket.remaining_minutes) == (S.DISPATCHED, None)
    assert ticket.due_at == on("2026-12-02 10:30")


def test_what_is_left_of_natural_days_ends_at_close_of_business_of_a_working_day(desk):
    ticket = desk.dispatched(limit=TimeLimit(amount=3, clock=Clock.NATURAL_DAY))
    ticket = tickets.suspend(ticket, by=desk.cast.clerk, at=on("2026-11-24 10:00"), note="待料")
    ticket = tickets.resume(ticket, by=desk.cast.clerk, at=on("2026-11-26 09:00"))
    assert ticket.due_at == on("2026-11-30 18:00")


def test_an_extension_is_asked_for_and_counted_from_the_old_deadline(desk):
    ticket = tickets.ask_extension(
        desk.handling(), by=desk.cast.handler, at=on("11:00"), amount=2, clock=Clock.WORK_DAY, note="需协调"
    )
    assert (ticket.extension_asked_at, ticket.due_at) == (on("11:00"), on("16:00"))
    ticket = tickets.extend(ticket, by=desk.cast.clerk, at=on("11:30"), amount=1, clock=Clock.WORK_DAY)
    assert (ticket.extension_asked_at, ticket.due_at) == (None, on("2026-11-24 18:00"))
    assert (ticket.limit_amount, ticket.limit_clock) == (4, Clock.WORK_HOUR)


def test_a_declined_extension_leaves_the_deadline(desk):
    ticket = tickets.ask_extension(
        desk.handling(), by=desk.cast.handler, at=on("11:00"), amount=2, clock=Clock.WORK_DAY, note="需协调"
    )
    ticket = tickets.decline_extension(ticket, by=desk.cast.clerk, at=on("11:30"), note="时间充足")
    assert (ticket.extension_asked_at, ticket.due_at) == (None, on("16:00"))
