"""The plan of escalation: what fires when; and what the office does with a draft."""

from datetime import date, datetime, timedelta

import pytest

from core.choices import Clock
from core.domain import jobs
from core.models import AuditEntry, Job, SpecialDay
from inspections.choices import RungKind, TicketState
from inspections.domain import escalation
from inspections.errors import MissingReason, NotAllowed, TransitionRefused
from inspections.models import Escalation, EscalationRung, Ticket
from tests.inspections.domain.ladder import CALENDAR, MONDAY_TEN, local, planned

# --- The plan -------------------------------------------------------------------------------


def test_every_rung_is_planned_from_the_deadline(ladder, running):
    assert planned(running(local(23, 15))) == [
        ("到期前催办", local(23, 11)),
        ("到期催办", local(23, 15)),
        ("督办", local(25, 8, 30)),
        ("通报", local(27, 8, 30)),
    ]


def test_a_rung_in_time_of_rest_fires_at_the_next_opening(ladder, running):
    night = EscalationRung(name="夜", kind=RungKind.REMIND, offset=3, clock=Clock.URGENT_HOUR)
    assert planned(running(local(27, 17)), rungs=[night]) == [("夜", local(30, 8, 30))]


def test_close_of_business_is_no_working_time_any_more(ladder, running):
    assert planned(running(local(23, 18)), rungs=[ladder["due"]]) == [("到期催办", local(24, 8, 30))]


def test_a_reminder_that_would_come_after_the_deadline_is_left_out(ladder, running):
    night = EscalationRung(name="夜", kind=RungKind.REMIND, offset=-2, clock=Clock.URGENT_HOUR)
    assert planned(running(local(24, 3)), rungs=[night]) == []


def test_a_reminder_from_before_the_dispatch_is_left_out(ladder, running):
    ticket = running(local(23, 15))
    ticket.dispatched_at = local(23, 14, 30)
    assert planned(ticket, rungs=[ladder["before"]]) == []


def test_a_reminder_in_the_very_moment_of_the_dispatch_is_left_out(ladder, running):
    ticket = running(local(23, 15))
    ticket.dispatched_at = local(23, 11)
    assert planned(ticket, rungs=[ladder["before"]]) == []


@pytest.mark.parametrize(
    ("decided_at", "planned_for"),
    [(local(23, 10), local(23, 11)), (local(23, 11), None), (local(23, 14, 30), None)],
)
def test_a_short_extension_plans_no_reminder_for_the_minute_of_its_decision(ladder, running, decided_at, planned_for):
    """Due at 15:00, the reminder two working hours before falls on 11:00 (12 to 14 is no working time)."""
    rows = escalation.replan(running(local(23, 15)), since=decided_at)
    assert {row.rung.name: row.fire_at for row in rows}.get("到期前催办") == planned_for


def test_what_is_overdue_by_the_new_deadline_too_is_told_at_once(ladder, running):
    rows = escalation.replan(running(local(23, 10)), since=local(23, 11))
    assert [(row.rung.name, row.fire_at) for row in rows if row.fire_at <= local(23, 11)] == [
        ("到期催办", local(23, 10))
    ]


def test_a_reminder_whose_time_has_come_survives_a_change_of_the_ladder(ladder, running, cast, time_machine):
    ticket = running(local(23, 15))
    escalation.replan(ticket)
    time_machine.move_to(local(23, 11) + timedelta(seconds=30), tick=False)
    escalation.ask_for_replan(by=cast.clerk)
    assert jobs.run_waiting() == 1
    assert ticket.escalations.get(rung=ladder["before"]).fire_at == local(23, 11)


@pytest.mark.parametrize("state", [TicketState.RECTIFIED, TicketState.SUSPENDED, TicketState.CLOSED])
def test_a_ticket_whose_clock_stands_has_no_plan(state):
    assert planned(Ticket(state=state, due_at=local(23, 15)), rungs=[EscalationRung(offset=0)]) == []


def test_replanning_moves_what_has_not_fired_and_keeps_what_has(ladder, running):
    ticket = running(MONDAY_TEN - timedelta(minutes=5))
    escalation.replan(ticket)
    escalation.sweep(at=MONDAY_TEN, worker="me")
    ticket.due_at = local(27, 15)
    ticket.save()
    escalation.replan(ticket)
    assert set(ticket.escalations.fired().values_list("rung__name", flat=True)) == {"到期催办"}
    assert set(ticket.escalations.planned().values_list("due_at", flat=True)) == {local(27, 15)}


def test_a_rung_does_not_fire_twice_for_one_deadline(ladder, running):
    ticket = running(MONDAY_TEN - timedelta(minutes=5))
    escalation.replan(ticket)
    escalation.sweep(at=MONDAY_TEN, worker="me")
    escalation.replan(ticket)
    assert escalation.sweep(at=MONDAY_TEN + timedelta(minutes=1), worker="me").fired == 0


def test_the_end_of_a_ticket_ends_its_plan(ladder, running):
    ticket = running(local(27, 15))
    escalation.replan(ticket)
    ticket.state, ticket.closed_at = TicketState.CLOSED, MONDAY_TEN
    assert (escalation.replan(ticket), ticket.escalations.count()) == ([], 0)


def test_a_change_of_the_ladder_is_worked_into_every_plan(ladder, running, cast, time_machine):
    time_machine.move_to(MONDAY_TEN, tick=False)
    tickets = [running(local(27, 15)) for _ in range(3)]
    for ticket in tickets:
        escalation.replan(ticket)
    ladder["bulletin"].is_active = False
    ladder["bulletin"].save()
    EscalationRung.objects.filter(pk=ladder["due"].pk).update(offset=1)
    escalation.ask_for_replan(by=cast.clerk)
    assert jobs.run_waiting() == 1
    tuesday = datetime(2026, 12, 1, 8, 30, tzinfo=CALENDAR.tz)
    times = {"到期前催办": local(27, 11), "到期催办": local(27, 16), "督办": tuesday}
    assert set(Escalation.objects.values_list("ticket", "rung__name", "fire_at")) == {
        (ticket.pk, name, at) for ticket in tickets for name, at in times.items()
    }


def test_days_entered_into_the_calendar_are_worked_into_the_plans_together(ladder, running, time_machine):
    time_machine.move_to(MONDAY_TEN, tick=False)
    ticket = running(local(27, 17))
    escalation.replan(ticket)
    for day in (30, 29):
        SpecialDay.objects.create(date=date(2026, 11, day), is_working=False, name="试放假")
    assert jobs.run_waiting() == 0
    time_machine.move_to(MONDAY_TEN + timedelta(minutes=1), tick=False)
    assert jobs.run_waiting() == 1
    wednesday = datetime(2026, 12, 2, 8, 30, tzinfo=CALENDAR.tz)
    assert ticket.escalations.get(rung=ladder["supervise"]).fire_at == wednesday


def test_a_calendar_entered_before_any_ticket_asks_for_nothing(db):
    SpecialDay.objects.create(date=date(2026, 11, 30), is_working=False, name="试放假")
    assert Job.objects.count() == 0


# --- What the office does with it ------------------------------------------------------------


@pytest.fixture
def draft(ladder, running) -> Escalation:
    ticket = running(local(20, 9))
    return Escalation.objects.create(
        ticket=ticket, rung=ladder["supervise"], due_at=ticket.due_at, fire_at=MONDAY_TEN, fired_at=MONDAY_TEN
    )


def test_drafts_wait_for_the_office_within_the_row_scope(draft, cast):
    assert list(escalation.open_drafts(cast.clerk)) == [draft]
    assert list(escalation.open_drafts(cast.other_handler)) == []


def test_a_reminder_is_no_draft(draft, ladder, cast):
    Escalation.objects.update(rung=ladder["due"])
    assert list(escalation.open_drafts(cast.clerk)) == []


def test_the_office_settles_a_draft_with_a_reason_once(draft, cast):
    settled = escalation.settle(draft, by=cast.clerk, at=MONDAY_TEN, note=" 已发督办卡 ")
    assert (settled.settled_at, settled.settled_by, settled.settled_note) == (MONDAY_TEN, cast.clerk, "已发督办卡")
    assert list(escalation.open_drafts(cast.clerk)) == []
    assert AuditEntry.objects.get().data == {"rung": "督办", "note": "已发督办卡"}
    with pytest.raises(TransitionRefused):
        escalation.settle(draft, by=cast.clerk, at=MONDAY_TEN, note="再来一次")


def test_settling_needs_a_reason(draft, cast):
    with pytest.raises(MissingReason):
        escalation.settle(draft, by=cast.clerk, at=MONDAY_TEN, note=" ")


@pytest.mark.parametrize("who", ["handler", "inspector", "official", "auditor"])
def test_only_the_office_settles(draft, cast, who):
    assert not escalation.can_settle(draft, getattr(cast, who))
    with pytest.raises(NotAllowed):
        escalation.settle(draft, by=getattr(cast, who), at=MONDAY_TEN, note="不行")


def test_what_needs_no_decision_cannot_be_settled(draft, ladder, cast):
    Escalation.objects.update(rung=ladder["due"])
    draft.refresh_from_db()
    assert not escalation.can_settle(draft, cast.clerk)
