"""Why is this overdue? Counted by hand over 国庆, suspensions and changes of hands."""

import pytest

from core.choices import Clock
from core.models import SpecialDay
from core.worktime import DayKind
from inspections.choices import TicketState, Verb
from inspections.domain import queries, tickets
from inspections.models import TimeLimit
from tests.inspections.times import on

S = TicketState


def test_a_ticket_without_a_limit_has_nothing_to_explain(desk):
    assert queries.why_overdue(desk.report(), on("18:00")) is None


def test_over_the_golden_week_each_day_is_named_and_numbered(desk):
    ticket = desk.dispatched(
        "2026-09-30 10:00",
        ticket=desk.report("2026-09-30 09:00"),
        limit=TimeLimit(amount=2, clock=Clock.WORK_DAY),
    )
    why = queries.why_overdue(ticket, on("2026-10-10 11:30"))
    assert (why.start, why.first_due, why.due) == (on("2026-09-30 10:00"), on("2026-10-09 18:00"), ticket.due_at)
    assert (why.is_late, why.late_minutes) == (True, 180)
    assert [(day.date.day, day.kind, day.minutes, day.day) for day in why.days] == [
        (30, DayKind.WORKDAY, 360, 0),
        *((day, DayKind.HOLIDAY, 0, None) for day in range(1, 8)),
        (8, DayKind.WORKDAY, 450, 1),
        (9, DayKind.WORKDAY, 450, 2),
        (10, DayKind.MAKE_UP, 180, 3),
    ]
    assert {day.name for day in why.days if day.kind == DayKind.HOLIDAY} == {"国庆节"}
    assert why.counted_minutes == why.allowed_minutes + why.late_minutes == 1440


@pytest.mark.parametrize(
    ("at", "listed"),
    [("2026-11-23 23:59", [23]), ("2026-11-24 08:30", [23]), ("2026-11-24 08:31", [23, 24])],
)
def test_a_working_day_that_has_just_begun_is_not_listed_with_nothing(desk, at, listed):
    assert [day.date.day for day in queries.why_overdue(desk.handling(), on(at)).days] == listed


def test_a_weekend_and_a_day_on_which_the_clock_stood_are_listed_with_nothing(desk):
    handled = queries.why_overdue(desk.handling(), on("2026-11-28 00:05"))
    stood = tickets.suspend(desk.handling(), by=desk.cast.clerk, at=on("11:00"), note="待料")
    assert [(day.date.day, day.minutes) for day in handled.days[-2:]] == [(27, 450), (28, 0)]
    assert queries.why_overdue(stood, on("2026-11-24 08:00")).days[-1].date.day == 24


def test_time_that_stood_is_shown_and_not_counted(desk):
    ticket = tickets.suspend(desk.handling(), by=desk.cast.clerk, at=on("11:00"), note="待料")
    ticket = tickets.resume(ticket, by=desk.cast.clerk, at=on("2026-11-25 09:00"))
    why = queries.why_overdue(ticket, on("2026-11-25 15:00"))
    assert [(each.runs, each.start, each.end, each.minutes) for each in why.stretches] == [
        (True, on("10:00"), on("11:00"), 60),
        (False, on("11:00"), on("2026-11-25 09:00"), 300 + 450 + 30),
        (True, on("2026-11-25 09:00"), on("2026-11-25 15:00"), 240),
    ]
    assert [(day.date.day, day.minutes) for day in why.days] == [(23, 60), (24, 0), (25, 240)]
    assert (why.allowed_minutes, why.counted_minutes, why.late_minutes) == (240, 300, 60)
    assert why.stood == [why.stretches[1]]


def test_a_ticket_that_was_closed_late_is_explained_to_its_rectification(desk):
    ticket = tickets.close(desk.rectified("17:30"), by=desk.cast.clerk, at=on("2026-11-26 10:00"))
    why = queries.why_overdue(ticket, on("2026-12-31 10:00"))
    assert (why.is_late, why.until, why.late_minutes) == (True, on("17:30"), 90)
    assert why.stages[-1].end == on("2026-11-26 10:00")


def test_a_check_that_took_long_does_not_make_the_handler_late(desk):
    ticket = tickets.close(desk.rectified("15:00"), by=desk.cast.clerk, at=on("2026-11-26 10:00"))
    why = queries.why_overdue(ticket, on("2026-12-31 10:00"))
    assert (why.is_late, why.late_minutes) == (False, -60)


def test_a_clock_that_stands_keeps_what_it_showed(desk):
    why = queries.why_overdue(desk.rectified("16:30"), on("2026-11-30 10:00"))
    assert (why.is_late, why.late_minutes) == (True, 30)


def test_a_suspended_ticket_is_not_late_because_its_old_deadline_passed(desk):
    ticket = tickets.suspend(desk.handling(), by=desk.cast.clerk, at=on("11:00"), note="待料")
    why = queries.why_overdue(ticket, on("2026-12-31 10:00"))
    assert (why.until > why.due, why.is_late, why.late_minutes) == (True, False, -ticket.remaining_minutes)


def test_a_ticket_that_was_late_when_it_was_suspended_stays_late(desk):
    ticket = tickets.suspend(desk.handling(), by=desk.cast.clerk, at=on("16:30"), note="待料")
    why = queries.why_overdue(ticket, on("2026-12-31 10:00"))
    assert (why.is_late, why.late_minutes) == (True, 30)


def test_the_stages_say_who_held_it_how_long(desk):
    ticket = tickets.rework(desk.rectified("15:00"), by=desk.cast.inspector, at=on("16:00"), note="不行")
    ticket = tickets.close(desk.rectify(ticket, "16:30"), by=desk.cast.clerk, at=on("17:00"))
    unit = desk.city.city_management.name
    assert [(s.state, s.holder, s.minutes) for s in queries.why_overdue(ticket, on("18:00")).stages] == [
        (S.REGISTERED, "创城办", 60),
        (S.DISPATCHED, unit, 30),
        (S.HANDLING, unit, 90 + 60),
        (S.RECTIFIED, "核查人员", 60),
        (S.HANDLING, unit, 30),
        (S.RECTIFIED, "核查人员", 30),
    ]


def test_every_move_of_the_deadline_is_listed_with_its_reason(desk):
    ticket = tickets.extend(
        desk.handling(), by=desk.cast.clerk, at=on("11:00"), amount=1, clock=Clock.WORK_DAY, note="待批复"
    )
    why = queries.why_overdue(ticket, on("2026-11-25 09:00"))
    assert [(move.verb, move.before, move.after, move.note) for move in why.moves] == [
        (Verb.DISPATCH, None, on("16:00"), ""),
        (Verb.EXTEND, on("16:00"), on("2026-11-24 18:00"), "待批复"),
    ]
    assert (why.first_due, why.due, why.late_minutes) == (on("16:00"), on("2026-11-24 18:00"), 30)


def test_after_a_transfer_only_the_other_units_time_is_counted(desk):
    day = TimeLimit(amount=1, clock=Clock.WORK_DAY)
    ticket = tickets.transfer(
        desk.handling(limit=day),
        by=desk.cast.clerk,
        at=on("17:00"),
        department=desk.city.transport,
        limit=day,
        note="职责",
    )
    why = queries.why_overdue(ticket, on("2026-11-25 09:30"))
    assert (why.start, why.first_due, why.late_minutes) == (on("17:00"), on("2026-11-24 18:00"), 60)
    assert [stage.holder for stage in why.stages] == [
        "创城办",
        desk.city.city_management.name,
        desk.city.city_management.name,
        desk.city.transport.name,
    ]


@pytest.mark.parametrize("edited", [False, True])
def test_an_edited_calendar_is_pointed_out_and_the_deadline_stays(desk, edited):
    ticket = desk.dispatched()
    if edited:
        SpecialDay.objects.create(date="2026-11-24", is_working=False, name="停电")
    why = queries.why_overdue(ticket, on("2026-11-25 09:30"))
    assert (why.calendar_changed, why.due) == (edited, on("16:00"))


def test_it_costs_two_queries(desk, django_assert_num_queries):
    ticket = desk.handling()
    queries.why_overdue(ticket, on("18:00"))
    with django_assert_num_queries(2):
        queries.why_overdue(ticket, on("18:00"))
