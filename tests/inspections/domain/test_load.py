"""When tickets fall due, and who of a unit has how much: counted by hand."""

from datetime import date

import pytest

from command.choices import Role
from core.worktime import DayKind
from inspections.domain import load, tickets
from inspections.models import Ticket, TimeLimit
from tests.cast import person
from tests.core.calendars import CALENDAR
from tests.inspections.times import on


@pytest.mark.parametrize(
    ("at", "due", "span"),
    [
        ("2026-11-23 09:00", "2026-11-23 08:59", "overdue"),
        ("2026-11-23 09:00", "2026-11-23 09:00", "today"),
        ("2026-11-23 09:00", "2026-11-23 23:59", "today"),
        ("2026-11-23 09:00", "2026-11-24 00:00", "tomorrow"),
        ("2026-11-23 09:00", "2026-11-25 00:00", "week"),
        ("2026-11-23 09:00", "2026-11-29 23:59", "week"),
        ("2026-11-23 09:00", "2026-11-30 00:00", "later"),
        ("2026-11-28 09:00", "2026-11-29 18:00", "tomorrow"),
        ("2026-11-28 09:00", "2026-11-30 00:00", "later"),
        ("2026-11-29 09:00", "2026-11-30 18:00", "tomorrow"),
        ("2026-11-29 09:00", "2026-12-01 00:00", "later"),
    ],
)
def test_a_deadline_lies_in_exactly_one_span(at, due, span):
    """23 November 2026 is a Monday, the 28th a Saturday."""
    assert [each.key for each in load.spans(on(at)) if each.holds(on(due))] == [span]


def test_the_condition_of_a_span_is_what_it_holds(desk):
    dues = ["2026-11-23 08:00", "2026-11-23 18:00", "2026-11-24 18:00", "2026-11-27 18:00", "2026-12-01 18:00"]
    for due in dues:
        Ticket.objects.filter(pk=desk.dispatched().pk).update(due_at=on(due))
    found = [Ticket.objects.get(span.condition()).due_at for span in load.spans(on("2026-11-23 09:00"))]
    assert found == [on(due) for due in dues]


def test_every_day_of_two_weeks_says_how_much_falls_due_on_it(desk):
    three_days = TimeLimit(amount=3, clock="work_day")
    for _ in range(2):
        desk.dispatched(limit=three_days)
    desk.rectify(desk.dispatched(limit=three_days))
    days = load.by_day(Ticket.objects.all(), at=on("2026-11-25 12:00"), calendar=CALENDAR)
    assert (days[0].date, days[-1].date, len(days)) == (date(2026, 11, 23), date(2026, 12, 6), 14)
    assert {day.date: day.due for day in days if day.due} == {date(2026, 11, 26): 2}
    assert [day.date.day for day in days if day.is_rest] == [28, 29, 5, 6]


def test_a_day_late_in_the_evening_belongs_to_the_city_and_not_to_greenwich(desk):
    Ticket.objects.filter(pk=desk.dispatched().pk).update(due_at=on("2026-11-24 00:30"))
    days = load.by_day(Ticket.objects.all(), at=on("2026-11-23 12:00"), calendar=CALENDAR)
    assert [day.date.day for day in days if day.due] == [24]


def test_a_make_up_day_is_a_day_of_work(db):
    days = load.by_day(Ticket.objects.all(), at=on("2026-10-06 12:00"), calendar=CALENDAR)
    kinds = {day.date.day: day.kind for day in days}
    assert (kinds[7], kinds[8], kinds[10]) == (DayKind.HOLIDAY, DayKind.WORKDAY, DayKind.MAKE_UP)


def test_a_unit_sees_what_each_of_its_people_has(desk):
    colleague = person("colleague", "李娜", Role.HANDLER, department=desk.city.city_management)
    at = on("2026-11-24 09:00")
    desk.dispatched()
    desk.handling()
    desk.rectified()
    tickets.rework(desk.rectified(), by=desk.cast.inspector, at=on("16:00"), note="不行")
    tickets.hand_over(desk.dispatched(), by=desk.cast.handler, at=on("11:00"), person=colleague)
    desk.dispatched(department=desk.city.transport)
    found = load.by_handler(desk.city.city_management, at=at)
    assert [(share.holder, share.running, share.overdue, share.answered) for share in found] == [
        (desk.cast.handler, 2, 2, 1),
        (colleague, 1, 1, 0),
        (None, 1, 1, 0),
    ]


def test_what_was_answered_last_week_is_not_of_this_week(desk):
    desk.rectified()
    [share] = load.by_handler(desk.city.city_management, at=on("2026-11-30 09:00"))
    assert (share.running, share.answered) == (0, 0)


def test_an_area_counts_its_units(desk):
    desk.dispatched(ticket=desk.report(point=desk.city.village_market))
    desk.dispatched(department=desk.city.transport)
    rows = Ticket.objects.visible_to(desk.cast.area_staff)
    found = load.by_unit(rows, at=on("2026-11-23 10:30"))
    assert [(share.holder, share.running) for share in found] == [(desk.city.city_management, 1)]


def test_it_costs_the_same_for_one_and_for_thirty(desk, django_assert_num_queries):
    for number in range(1, 31):
        desk.handling()
        if number in (1, 30):
            with django_assert_num_queries(2):
                load.by_handler(desk.city.city_management, at=on("12:00"))
