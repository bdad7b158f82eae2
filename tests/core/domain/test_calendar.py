"""The calendar in force: from its tables, at once after a change, never before."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from core.domain import calendar, reference
from core.errors import DomainError
from core.models import CalendarYear, SpecialDay, WorkPeriod
from core.worktime import is_workday
from tests.core.calendars import CALENDAR, on

pytestmark = pytest.mark.django_db

NATIONAL_DAY, MADE_UP = date(2026, 10, 1), date(2026, 10, 10)


def test_the_seeded_calendar_is_the_one_that_was_announced():
    current = calendar.current()
    announced = {day: special for day, special in current.special.items() if day.year in CALENDAR.years}
    assert (announced, current.periods) == (CALENDAR.special, CALENDAR.periods)
    assert set(current.years) == set(reference.known_years()) >= {2024, 2025, 2026}
    assert (is_workday(current, NATIONAL_DAY), is_workday(current, MADE_UP)) == (False, True)


def test_the_calendar_is_read_once_and_then_costs_one_query(django_assert_num_queries):
    first = calendar.current()
    with django_assert_num_queries(1):
        assert calendar.current() is first


@pytest.mark.parametrize(
    "change",
    [
        lambda: SpecialDay.objects.create(date=date(2026, 11, 24), is_working=False, name="停电"),
        lambda: SpecialDay.objects.get(date=MADE_UP).delete(),
        lambda: SpecialDay.objects.filter(date=MADE_UP).delete(),
        lambda: WorkPeriod.objects.first().delete(),
        lambda: CalendarYear.objects.create(year=2031, source="测试"),
        lambda: reference.load_year(2026, replace=True),
    ],
)
def test_every_change_is_seen_at_once(change):
    before = calendar.current()
    change()
    assert calendar.current() is not before


def test_a_change_that_is_rolled_back_was_never_there():
    before = calendar.current().version
    with transaction.atomic():
        SpecialDay.objects.create(date=date(2026, 11, 24), is_working=False, name="停电")
        assert calendar.current().version != before
        transaction.set_rollback(True)
    assert calendar.current().version == before


def test_without_a_stamp_nothing_is_kept():
    calendar.CalendarStamp.objects.all().delete()
    assert calendar.current() is not calendar.current()


@pytest.mark.parametrize(
    ("at", "unknown"),
    [
        ("2026-09-02 23:59", []),
        ("2026-09-03 08:00", [2027]),
        ("2026-11-23 08:00", [2027]),
        ("2027-01-01 00:00", [2027]),
    ],
)
def test_a_limit_that_could_reach_an_unknown_year_is_warned_of(at, unknown):
    CalendarYear.objects.filter(year__gt=2026).delete()
    assert calendar.unknown_years(on(at)) == unknown


def test_a_year_is_entered_by_command():
    CalendarYear.objects.filter(year=2026).delete()
    SpecialDay.objects.filter(date__year=2026).delete()
    out = StringIO()
    call_command("load_calendar", "2026", stdout=out)
    assert out.getvalue() == f"2026: {SpecialDay.objects.filter(date__year=2026).count()}\n" == "2026: 39\n"
    assert CalendarYear.objects.get(year=2026).source.startswith("国务院办公厅关于2026年部分节假日安排的通知")


def test_a_known_year_is_replaced_only_when_asked():
    SpecialDay.objects.create(date=date(2026, 11, 24), is_working=False, name="停电")
    with pytest.raises(CommandError):
        call_command("load_calendar", "2026")
    call_command("load_calendar", "2026", "--replace", stdout=StringIO())
    assert not SpecialDay.objects.filter(name="停电").exists()


def test_a_year_that_nobody_has_announced_is_refused():
    with pytest.raises(DomainError):
        reference.load_year(2199)


def test_seeding_again_changes_nothing():
    before = calendar.current()
    reference.seed()
    assert calendar.current() is before


def test_seeding_keeps_what_the_office_entered_for_a_year_without_announcement():
    CalendarYear.objects.filter(year=2025).delete()
    SpecialDay.objects.filter(date__year=2025).delete()
    SpecialDay.objects.create(date=date(2025, 10, 1), is_working=False, name="国庆放假（本市）")
    reference.seed()
    assert SpecialDay.objects.get(date=date(2025, 10, 1)).name == "国庆放假（本市）"
