"""What the page of a ticket says is still to come."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from core.worktime import Calendar
from inspections.history import to_come
from inspections.models import Escalation, EscalationRung

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(special={}, periods=((time(8, 30), time(12)), (time(14), time(18))))


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("fire_at", "at", "told"),
    [
        (on(24, 10), on(23, 9), (on(24, 10), False)),
        (on(23, 15), on(23, 23), (on(24, 8, 30), True)),
        (on(24, 8, 30), on(23, 23), (on(24, 8, 30), False)),
        (on(20, 15), on(21, 9), (on(23, 8, 30), True)),
    ],
)
def test_a_rung_whose_time_came_at_rest_is_told_for_the_next_opening(fire_at, at, told):
    planned = Escalation(fire_at=fire_at, due_at=fire_at, rung=EscalationRung(name="催办", offset=0))
    [step] = to_come([planned], at=at, calendar=CALENDAR)
    assert (step.at, step.is_next) == told


def test_a_reminder_that_could_only_come_after_the_deadline_is_not_promised():
    before = Escalation(fire_at=on(23, 16), due_at=on(23, 18), rung=EscalationRung(name="到期前催办", offset=-2))
    promised = [to_come([before], at=at, calendar=CALENDAR) for at in (on(23, 15), on(23, 20))]
    assert [len(steps) for steps in promised] == [1, 0]
