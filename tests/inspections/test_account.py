"""The panel *why is this overdue* in words."""

from datetime import datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from core.choices import Clock
from core.worktime import Calendar
from inspections.account import _late_or_left
from inspections.models import Ticket

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(special={}, periods=((time(8, 30), time(12)), (time(14), time(18))))


@pytest.mark.parametrize(
    ("until", "minutes", "told"),
    [
        (datetime(2026, 11, 23, 22, tzinfo=SHANGHAI), 0, "到期后尚未进入工作时间"),
        (datetime(2026, 11, 24, 10, 30, tzinfo=SHANGHAI), 120, "2 工作时"),
        (datetime(2026, 11, 23, 0, 5, tzinfo=SHANGHAI), -450, "1 个工作日"),
    ],
)
def test_lateness_and_time_left_are_told_in_words(until, minutes, told):
    due = datetime(2026, 11, 23, 18, tzinfo=SHANGHAI)
    ticket = Ticket(limit_clock=Clock.WORK_DAY, due_at=due)
    why = SimpleNamespace(ticket=ticket, until=until, due=due, late_minutes=minutes, is_late=until > due)
    assert _late_or_left(why, CALENDAR) == told
