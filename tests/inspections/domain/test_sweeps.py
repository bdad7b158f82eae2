"""The sweep: what is due fires once, each person is told once, and nothing is lost."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from core.models import Notice
from inspections.choices import Quiet, TicketState
from inspections.domain import escalation, rung_notices, sweeps
from inspections.models import Escalation, EscalationRun, Ticket
from tests.inspections.domain.ladder import CALENDAR, MONDAY_NIGHT, MONDAY_TEN, local


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
