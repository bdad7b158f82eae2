"""A deadline in words, in the units of the ticket's own clock."""

from datetime import datetime

import pytest

from core.choices import Clock
from inspections.models import Ticket
from inspections.presentation import deadline_of, marks
from tests.core.calendars import CALENDAR, SHANGHAI


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def october(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=SHANGHAI)


def words(due: datetime, clock: str, at: datetime, **other) -> tuple[str, str]:
    ticket = Ticket(state="dispatched", due_at=due, limit_clock=clock, **other)
    deadline = deadline_of(ticket, at=at, calendar=CALENDAR)
    return deadline.text, deadline.tone


# 30 November is a Monday. In 2026 the days off for 国庆 are 1–7 October; Saturday the 10th is worked instead (调休).
LEFT = [
    (on(24, 10, 40), Clock.WORK_HOUR, on(23, 17), "还有 3 工作时，明天 10:40 到期", "soon"),
    (on(24, 10, 40), Clock.WORK_HOUR, on(23, 23), "还有 2 工作时，明天 10:40 到期", "soon"),
    (on(30, 10), Clock.WORK_HOUR, on(28, 12), "还有 1 工作时，11-30 10:00 到期", "soon"),
    (on(23, 18), Clock.WORK_HOUR, on(23, 17, 30), "还有 30 分钟，今天 18:00 到期", "soon"),
    (october(10, 10, 40), Clock.WORK_HOUR, october(9, 17), "还有 3 工作时，明天 10:40 到期", "soon"),
    (october(8, 9, 30), Clock.WORK_HOUR, october(4, 12), "还有 1 工作时，10-08 09:30 到期", "soon"),
    (on(27, 18), Clock.WORK_DAY, on(23, 18), "还有 4 个工作日，11-27 18:00 到期", "quiet"),
    (on(27, 18), Clock.WORK_DAY, on(24, 0, 1), "还有 3 个工作日，11-27 18:00 到期", "quiet"),
    (on(30, 18), Clock.WORK_DAY, on(28, 12), "还有 1 个工作日，11-30 18:00 到期", "quiet"),
    (october(10, 18), Clock.WORK_DAY, october(8, 9), "还有 2 个工作日，10-10 18:00 到期", "quiet"),
    (on(27, 18), Clock.WORK_DAY, on(27, 8), "还有 1 个工作日，今天 18:00 到期", "quiet"),
    (on(27, 18), Clock.WORK_DAY, on(27, 9), "还有 7 工作时，今天 18:00 到期", "quiet"),
    (on(25, 0), Clock.NATURAL_DAY, on(23, 9), "还有 1 天，11-25 00:00 到期", "quiet"),
    (on(30, 18), Clock.NATURAL_DAY, on(27, 20), "还有 2 天，11-30 18:00 到期", "quiet"),
    (on(23, 23, 30), Clock.URGENT_HOUR, on(23, 22), "还有 1 小时，今天 23:30 到期", "soon"),
]
LATE = [
    (on(20, 18), Clock.WORK_DAY, on(24, 18), "已超期 2 个工作日，应于 11-20 18:00 前办结"),
    (october(9, 18), Clock.WORK_DAY, october(11, 9), "已超期 1 个工作日，应于 10-09 18:00 前办结"),
    (on(23, 16), Clock.WORK_HOUR, on(24, 9, 30), "已超期 3 工作时，应于 11-23 16:00 前办结"),
    (on(23, 8), Clock.URGENT_HOUR, on(23, 13, 59), "已超期 5 小时，应于 11-23 08:00 前办结"),
    (on(20, 18), Clock.NATURAL_DAY, on(22, 19), "已超期 2 天，应于 11-20 18:00 前办结"),
    (on(23, 18), Clock.WORK_DAY, on(23, 22), "已超期，应于 11-23 18:00 前办结"),
    (on(27, 18), Clock.WORK_HOUR, on(29, 15), "已超期，应于 11-27 18:00 前办结"),
]


@pytest.mark.parametrize(("due", "clock", "at", "said", "tone"), LEFT)
def test_a_running_clock_says_how_much_is_left_and_until_when(due, clock, at, said, tone):
    assert words(due, clock, at) == (said, tone)


@pytest.mark.parametrize(("due", "clock", "at", "said"), LATE)
def test_a_clock_that_has_run_out_says_by_how_much_and_since_when(due, clock, at, said):
    assert words(due, clock, at) == (said, "late")


def test_a_clock_that_stands_says_what_it_kept():
    kept = words(on(23, 18), Clock.WORK_HOUR, on(24, 9), remaining_minutes=150)
    late = words(on(23, 18), Clock.WORK_HOUR, on(24, 9), remaining_minutes=-60)
    assert (kept, late) == (("暂停计时，还剩 2 工作时", "quiet"), ("暂停计时，已超期 1 工作时", "late"))


@pytest.mark.parametrize(
    ("clock", "minutes", "said"),
    [
        (Clock.WORK_DAY, 4 * 450, "还剩 3 个工作日"),
        (Clock.WORK_DAY, 4 * 450 - 1, "还剩 3 个工作日"),
        (Clock.WORK_DAY, 3 * 450, "还剩 3 个工作日"),
        (Clock.WORK_DAY, 6 * 450, "还剩 6 个工作日"),
        (Clock.NATURAL_DAY, 4 * 1440, "还剩 3 天"),
        (Clock.WORK_HOUR, 4 * 60, "还剩 4 工作时"),
    ],
)
def test_a_clock_stopped_early_on_its_first_day_has_kept_no_more_than_the_limit(clock, minutes, said):
    """A limit of three; what an extension has added to it is kept."""
    assert words(on(26, 18), clock, on(23, 9), limit_amount=3, remaining_minutes=minutes)[0] == f"暂停计时，{said}"


def test_a_closed_ticket_has_no_deadline_to_tell():
    ticket = Ticket(state="closed", due_at=on(23, 18), limit_clock=Clock.WORK_DAY)
    assert deadline_of(ticket, at=on(24, 9), calendar=CALENDAR).text == ""


def test_a_problem_confirmed_on_site_waits_to_be_registered():
    confirmed = Ticket(state="reported", confirmed_at=on(23, 10))
    assert (marks(Ticket(state="reported")), marks(confirmed)) == ([("amber", "待核实")], [("amber", "待立案")])
