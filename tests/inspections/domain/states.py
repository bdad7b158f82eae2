"""Unsaved tickets in every state, for the tests of the table."""

from core.choices import Clock
from inspections.choices import Source, TicketState
from inspections.models import Ticket
from tests.inspections.times import on

S = TicketState
RUNNING = (S.DISPATCHED, S.HANDLING)


def ticket_in(state: str, city, people, **facts) -> Ticket:
    """Return an unsaved ticket as it is in ``state``."""
    held = {} if state in (S.REPORTED, S.REGISTERED) else {"department": city.city_management}
    if state in (*RUNNING, S.RECTIFIED, S.SUSPENDED):
        held |= {"due_at": on("18:00"), "limit_amount": 4, "limit_clock": Clock.WORK_HOUR}
    if state in (S.RECTIFIED, S.SUSPENDED):
        held["remaining_minutes"] = 60
    return Ticket(
        **{
            "state": state,
            "source": Source.PATROL,
            "area": city.north_street,
            "finder": people["inspector"],
            "finder_department": city.group_one,
            "followed_by": city.group_one,
            "handler": None if state in (S.REPORTED, S.REGISTERED, S.DISPATCHED) else people["handler"],
            "extension_asked_at": on("09:00"),
            "description": "垃圾",
        }
        | held
        | facts
    )
