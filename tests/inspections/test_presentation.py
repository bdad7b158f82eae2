"""A deadline in words, in the units of the ticket's own clock."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from core.choices import Clock
from core.worktime import Calendar
from inspections.models import Ticket
from inspections.presentation import deadline_of, marks, masked

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(special={}, periods=((time(8, 30), time(12)), (time(14), time(18))))


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def words(due: datetime, clock: str, at: datetime, **other) -> tuple[str, str]:
    ticket = Ticket(state="dispatched", due_at=due, limit_clock=clock, **other)
    deadline = deadline_of(ticket, at=at, calendar=CALENDAR)
    return deadline.text, deadline.tone


@pytest.mark.parametrize(
    ("due", "clock", "at", "said"),
    [
        (on(24, 10, 40), Clock.WORK_HOUR, on(23, 17), ("还有 3 工作时，明天 10:40 到期", "soon")),
        (on(27, 18), Clock.WORK_DAY, on(23, 18), ("还有 4 工作日，11-27 18:00 到期", "quiet")),
        (on(27, 18), Clock.WORK_DAY, on(24, 0, 1), ("还有 3 工作日，11-27 18:00 到期", "quiet")),
        (on(25, 0), Clock.NATURAL_DAY, on(23, 9), ("还有 1 天，11-25 00:00 到期", "quiet")),
        (on(27, 18), Clock.WORK_DAY, on(27, 8), ("还有 1 工作日，今天 18:00 到期", "quiet")),
        (on(27, 18), Clock.WORK_DAY, on(27, 9), ("还有 7 工作时，今天 18:00 到期", "quiet")),
        (on(23, 18), Clock.WORK_HOUR, on(23, 17, 30), ("还有 30 分钟，今天 18:00 到期", "soon")),
        (on(20, 18), Clock.WORK_DAY, on(24, 18), ("已超期 2 工作日", "late")),
        (on(23, 8), Clock.URGENT_HOUR, on(23, 13, 59), ("已超期 5 小时", "late")),
        (on(23, 18), Clock.WORK_DAY, on(23, 22), ("已超期，今天 18:00 到期", "late")),
    ],
)
def test_a_running_clock_says_how_much_is_left_and_until_when(due, clock, at, said):
    assert words(due, clock, at) == said


def test_a_clock_that_stands_says_what_it_kept():
    kept = words(on(23, 18), Clock.WORK_HOUR, on(24, 9), remaining_minutes=150)
    late = words(on(23, 18), Clock.WORK_HOUR, on(24, 9), remaining_minutes=-60)
    assert (kept, late) == (("计时暂停，还剩 2 工作时", "quiet"), ("计时暂停，已超期 1 工作时", "late"))


def test_a_closed_ticket_has_no_deadline_to_tell():
    ticket = Ticket(state="closed", due_at=on(23, 18), limit_clock=Clock.WORK_DAY)
    assert deadline_of(ticket, at=on(24, 9), calendar=CALENDAR).text == ""


@pytest.mark.parametrize(("phone", "shown"), [("13812341234", "138****1234"), ("2588123", "*****23"), ("", "")])
def test_a_phone_number_keeps_its_middle_to_itself(phone, shown):
    assert masked(phone) == shown


def test_a_problem_confirmed_on_site_waits_to_be_registered():
    confirmed = Ticket(state="reported", confirmed_at=on(23, 10))
    assert (marks(Ticket(state="reported")), marks(confirmed)) == ([("amber", "待核实")], [("amber", "待立案")])
