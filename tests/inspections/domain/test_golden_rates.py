"""The published figures of 天门, December 2016: 972 due, 911 closed, 737 of them on time."""

from datetime import date, timedelta

from core.choices import Clock
from core.periods import Period
from inspections.choices import Source, TicketState
from inspections.domain import counts
from inspections.models import Ticket
from reports.domain.figures import FIGURES
from tests.inspections.times import on

DECEMBER = Period(date(2026, 12, 1), date(2026, 12, 31))
DUE = on("2026-12-15 18:00")


def rows(city, category, number: int, **facts) -> list[Ticket]:
    known = {
        "source": Source.PATROL,
        "category": category,
        "area": city.north,
        "department": city.city_management,
        "description": "垃圾",
        "reported_at": DUE - timedelta(days=3),
        "registered_at": DUE - timedelta(days=3),
        "limit_amount": 1,
        "limit_clock": Clock.WORK_DAY,
        "due_at": DUE,
    }
    start = Ticket.objects.count()
    return Ticket.objects.bulk_create(Ticket(number=f"T{start + n}", **known | facts) for n in range(number))


def test_the_published_rates_come_out_of_the_rows(city, category):
    hour, day = timedelta(hours=1), timedelta(days=1)
    closed = {"state": TicketState.CLOSED, "closed_at": DUE + 2 * day}
    rows(city, category, 700, **closed, rectified_at=DUE - hour)
    rows(city, category, 36, **closed, rectified_at=DUE)
    rows(city, category, 1, state=TicketState.CLOSED, closed_at=DUE, rectified_at=DUE, due_at=None, on_the_spot=True)
    rows(city, category, 174, **closed, rectified_at=DUE + hour)
    rows(city, category, 50, state=TicketState.HANDLING)
    rows(city, category, 11, state=TicketState.RECTIFIED, rectified_at=DUE + hour, remaining_minutes=-60)
    # None of these is due: suspended, void, rejected, due later, closed in another month.
    rows(city, category, 5, state=TicketState.SUSPENDED, remaining_minutes=-5)
    rows(city, category, 7, state=TicketState.VOIDED)
    rows(city, category, 3, state=TicketState.REJECTED)
    rows(city, category, 9, state=TicketState.HANDLING, due_at=DUE + 40 * day)
    rows(city, category, 4, state=TicketState.CLOSED, closed_at=DUE - 40 * day, rectified_at=DUE - 41 * day)
    at = on("2027-01-04 09:00")
    counted = {
        key: Ticket.objects.filter(counts.condition(key, period=DECEMBER, at=at)).count()
        for key in ("closed", "on_time", "due")
    }
    assert counted == {"closed": 911, "on_time": 737, "due": 972}
    assert FIGURES["closure_rate"].display(counted) == "93.72%"
    assert FIGURES["on_time_rate"].display(counted) == "75.82%"
