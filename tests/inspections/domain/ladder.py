"""A ladder of four rungs, tickets whose clock runs, and what is planned of them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest

from core.choices import Clock
from core.worktime import Calendar, Special
from inspections.choices import RungKind, Source, TicketState
from inspections.domain import escalation
from inspections.models import EscalationRung, Ticket

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
