from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from core.choices import Clock
from core.domain import jobs
from core.models import AuditEntry, Job, Notice, SpecialDay
from core.worktime import Calendar, Special
from inspections.choices import Quiet, RungKind, Source, TicketState
from inspections.domain import escalation, rung_notices, sweeps
from inspections.errors import MissingReason, NotAllowed, TransitionRefused
from inspections.models import Escalation, EscalationRun, EscalationRung, Ticket

# 2026-11-23 is a Monday; 08:30–12:00 and 14:00–18:00 in Shanghai are 00:30–04:00 and 06:00–10:00 UTC.
MONDAY_TEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MONDAY_NIGHT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
CALENDAR = Calendar({date(2026, 10, 1): Special(False, "国庆节")}, ((time(8, 30), time(12)), (time(14), time(18))))
serial = count(1)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CALENDAR.tz)


@pytest.fixture
def ladder(db) -> dict[str, EscalationRung]:
    """One rung of each kind, and a reminder before the deadline."""
    EscalationRung.objects.all().delete()
    rung, kinds = EscalationRung.objects.create, RungKind
    return {
        "before": rung(name="到期前催办", kind=kinds.REMIND, offset=-2, clock=Clock.WORK_HOUR),
        "due": rung(name="到期催办", kind=kinds.REMIND, offset=0, clock=Clock.WORK_HOUR),
        "supervise": rung(
            name="督办", kind=kinds.SUPERVISE, offset=1, clock=Clock.WORK_DAY, tell_handlers=False, tell_office=True
        ),
        "bulletin": rung(
            name="通报", kind=kinds.BULLETIN, offset=3, clock=Clock.WORK_DAY, tell_office=True, tell_officials=True
        ),
    }


@pytest.fixture
def running(cast, category):
    """Return a function that makes a ticket whose handler's clock runs until ``due_at``."""

    def make(due_at: datetime, department=None, state=TicketState.HANDLING, area=None) -> Ticket:
        return Ticket.objects.create(
            number=f"2026-{next(serial):05}",
            state=state,
            source=Source.PATROL,
            area=area or cast.city.north,
            category=category,
            description="路边有垃圾。",
            department=department or cast.city.city_management,
            reported_at=due_at - timedelta(days=7),
            dispatched_at=due_at - timedelta(days=7),
            due_at=due_at,
        )

    return make


def planned(*tickets: Ticket, rungs=None) -> list[tuple[str, datetime]]:
    rows = escalation.plan(tickets, rungs=rungs, calendar=CALENDAR)
    return sorted(((row.rung.name, row.fire_at) for row in rows), key=lambda row: row[1])


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


# --- The sweep ------------------------------------------------------------------------------


def test_a_sweep_fires_what_is_due_once(ladder, running):
    due, later = running(local(23, 9)), running(local(27, 15))
    for ticket in (due, later):
        escalation.replan(ticket)
    run = escalation.sweep(at=MONDAY_TEN, worker="me")
    assert (run.fired, run.counts, run.is_open, run.quiet_because) == (1, {str(ladder["due"].pk): 1}, False, "")
    assert list(Escalation.objects.fired().values_list("ticket", "rung__name", "run")) == [(due.pk, "到期催办", run.pk)]


def notices() -> set[tuple[str, str, str]]:
    return set(Notice.objects.values_list("recipient__username", "subject", "link"))


def test_one_ticket_is_told_by_its_number(ladder, running):
    ticket = running(local(23, 9))
    escalation.replan(ticket)
    escalation.sweep(at=MONDAY_TEN, worker="me")
    assert notices() == {("handler", f"问题 {ticket.number} 已超期", f"/tickets/{ticket.number}/")}


def test_many_tickets_are_one_notice_for_each_person_and_rung(ladder, running, cast):
    for department in [cast.city.city_management] * 3 + [cast.city.east_town] * 2:
        escalation.replan(running(local(23, 9), department))
    run = escalation.sweep(at=MONDAY_TEN, worker="me")
    link = f"/work/?tab=all&fired={run.pk}-{ladder['due'].pk}"
    assert notices() == {("handler", "你单位有 3 件问题已超期", link), ("area", "你单位有 2 件问题已超期", link)}
    assert run.notices == 2


def test_the_link_of_a_notice_lists_exactly_its_tickets(ladder, running, cast, client):
    told = [running(local(23, 9)) for _ in range(2)]
    later = running(local(23, 16))
    for ticket in (*told, later):
        escalation.replan(ticket)
    escalation.sweep(at=MONDAY_TEN, worker="me")
    client.force_login(cast.handler)
    listed = client.get(Notice.objects.get().link).content.decode()
    assert [ticket.number in listed for ticket in (*told, later)] == [True, True, False]


@pytest.mark.parametrize("mark", ["x-1", "1", "-", "1-²", f"1-{9**30}"])
def test_a_mangled_link_lists_nothing(cast, client, running, mark):
    ticket = running(local(23, 9))
    client.force_login(cast.handler)
    page = client.get("/work/", {"tab": "all", "fired": mark})
    assert (page.status_code, ticket.number in page.content.decode()) == (200, False)


def test_the_addresses_of_notices_are_those_of_the_pages():
    pages = {rung_notices.WORK: "work", rung_notices.QUEUE: "queue", rung_notices.DRAFTS: "escalation-drafts"}
    assert {address: resolve(address).url_name for address in pages} == pages
    assert resolve(rung_notices.TICKET.format(number="T1")).url_name == "ticket-detail"


def test_a_coming_deadline_is_told_as_coming(ladder, running):
    for _ in range(2):
        escalation.replan(running(local(23, 11)))
    run = escalation.sweep(at=local(23, 9), worker="me")
    link = f"/work/?tab=all&fired={run.pk}-{ladder['before'].pk}"
    assert notices() == {("handler", "你单位有 2 件问题即将到期", link)}


def test_supervision_goes_to_the_office_and_a_bulletin_to_the_officials_too(ladder, running, cast):
    for department in (cast.city.city_management, cast.city.transport):
        ticket = running(local(17, 9), department)
        rows = escalation.plan([ticket], rungs=[ladder["supervise"], ladder["bulletin"]], calendar=CALENDAR)
        Escalation.objects.bulk_create(rows)
    escalation.sweep(at=MONDAY_TEN, worker="me")
    numbers = dict(Ticket.objects.values_list("department__users__username", "number"))
    drafts = "/escalation/drafts/"
    assert notices() == {
        ("clerk", "2 件超期问题已列入督办草案", drafts),
        ("clerk", "2 件超期问题已列入拟通报名单", drafts),
        ("official", "2 件超期问题已列入拟通报名单", drafts),
        *(
            (name, f"问题 {numbers[name]} 严重超期，已列入拟通报名单", f"/tickets/{numbers[name]}/")
            for name in ("handler", "handler2")
        ),
    }


def test_the_number_of_queries_does_not_grow_with_tickets_and_units(ladder, running, cast):
    def queries_of(tickets: int, departments: list, at: datetime) -> int:
        for place in range(tickets):
            escalation.replan(running(at - timedelta(hours=1), departments[place % len(departments)]))
        with CaptureQueriesContext(connection) as queries:
            assert escalation.sweep(at=at, worker="me").fired == tickets
        return len(queries)

    one = queries_of(1, [cast.city.city_management], local(23, 10))
    Escalation.objects.all().delete()
    many = queries_of(12, [cast.city.city_management, cast.city.transport, cast.city.east_town], local(23, 15))
    assert one == many


def test_a_reminder_whose_deadline_has_passed_meanwhile_is_not_sent(ladder, running):
    escalation.replan(running(local(23, 9)))
    assert escalation.sweep(at=MONDAY_TEN, worker="me").counts == {str(ladder["due"].pk): 1}
    assert not Escalation.objects.filter(rung=ladder["before"]).exists()


def test_a_run_of_several_transactions_tells_each_person_once(ladder, running, monkeypatch):
    monkeypatch.setattr(sweeps, "CHUNK", 2)
    for _ in range(5):
        escalation.replan(running(local(23, 9)))
    run = escalation.sweep(at=MONDAY_TEN, worker="me")
    assert (run.fired, run.notices) == (5, 1)
    assert {subject for _, subject, _ in notices()} == {"你单位有 5 件问题已超期"}


def test_the_portal_is_quiet_outside_working_time(ladder, running):
    escalation.replan(running(local(23, 9)))
    run = escalation.sweep(at=MONDAY_NIGHT, worker="me")
    assert (run.fired, run.quiet_because, Notice.objects.count()) == (0, Quiet.REST, 0)
    assert escalation.sweep(at=local(24, 8, 30), worker="me").fired == 1


def test_idle_sweeps_are_one_row(ladder):
    for minute in range(5):
        escalation.sweep(at=MONDAY_TEN + timedelta(minutes=minute), worker="me")
    run = EscalationRun.objects.get()
    assert (run.sweeps, run.started_at, run.finished_at - run.started_at, run.quiet_because) == (
        5,
        MONDAY_TEN,
        timedelta(minutes=4),
        Quiet.NOTHING_DUE,
    )


def test_a_silence_between_idle_sweeps_shows(ladder):
    escalation.sweep(at=MONDAY_TEN, worker="me")
    escalation.sweep(at=MONDAY_TEN + timedelta(hours=1), worker="me")
    assert list(EscalationRun.objects.values_list("sweeps", flat=True)) == [1, 1]


def test_a_plan_that_slipped_through_does_not_fire_on_a_closed_ticket(ladder, running):
    ticket = running(local(23, 9))
    escalation.replan(ticket)
    Ticket.objects.update(state=TicketState.CLOSED, closed_at=MONDAY_TEN)
    run = escalation.sweep(at=MONDAY_TEN, worker="me")
    assert (run.fired, run.quiet_because, Escalation.objects.planned().filter(fire_at__lte=MONDAY_TEN).count()) == (
        0,
        Quiet.NOTHING_DUE,
        0,
    )


def test_a_run_left_open_by_a_killed_worker_is_finished_with_all_its_notices(ladder, running):
    for _ in range(3):
        escalation.replan(running(local(23, 9)))
    left_open = EscalationRun.objects.create(started_at=MONDAY_TEN, worker="dead")
    fired = Escalation.objects.filter(rung=ladder["due"]).order_by("pk")[:2]
    Escalation.objects.filter(pk__in=[row.pk for row in fired]).update(fired_at=MONDAY_TEN, run=left_open)
    run = escalation.sweep(at=MONDAY_TEN + timedelta(minutes=1), worker="me")
    assert (run.pk, run.fired, run.notices) == (left_open.pk, 3, 1)
    assert {subject for _, subject, _ in notices()} == {"你单位有 3 件问题已超期"}


# --- What the office does with it -------------------------------------------------------------


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
