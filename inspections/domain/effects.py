"""What each verb does to the fields of a ticket beyond its state. Pure: nothing is read or saved."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

from command.choices import DepartmentKind
from command.models import Department
from inspections.choices import Source, Verb
from inspections.domain import deadlines
from inspections.domain.acts import Act
from inspections.models import Ticket

Data = dict[str, Any]
# Less than this between finding and sending is how long it takes to write.
FOUND_BEFORE = timedelta(minutes=5)
# A limit begins anew with these, even where it happens to end at the same moment as the last.
LIMIT_BEGINS = (Verb.DISPATCH, Verb.TRANSFER)


def _group(department: Department | None) -> Department | None:
    """Return the department if it is a supervision group: one that follows what it has found."""
    return department if department and department.kind == DepartmentKind.SUPERVISION_GROUP else None


def _report(ticket: Ticket, act: Act) -> Data:
    ticket.reported_at = act.at
    ticket.followed_by = _group(ticket.finder_department)
    if ticket.source in (Source.PATROL, Source.SUPERIOR):
        ticket.registered_at = act.at
    return _beginning(ticket, act)


def _close_on_the_spot(ticket: Ticket, act: Act) -> Data:
    ticket.reported_at = ticket.registered_at = ticket.rectified_at = ticket.closed_at = act.at
    ticket.on_the_spot = True
    ticket.followed_by = _group(ticket.finder_department)
    return _beginning(ticket, act)


def _beginning(ticket: Ticket, act: Act) -> Data:
    """Return where a problem comes from, and when it was found where that was clearly before it was sent."""
    data: Data = {"source": ticket.source}
    if act.found_at and act.at - act.found_at >= FOUND_BEFORE:
        data["found_at"] = act.found_at.astimezone(UTC).isoformat()
    return data


def _confirm(ticket: Ticket, act: Act) -> Data:
    """The supervision group that was there follows the ticket from then on, where none does yet."""
    ticket.confirmed_at = act.at
    group = _group(act.by.department) if act.by else None
    if group is None or ticket.followed_by_id:
        return {}
    ticket.followed_by = group
    return {"followed_by": {"id": group.pk, "name": group.name}}


def _register(ticket: Ticket, act: Act) -> Data:
    ticket.registered_at = act.at
    return {}


def _dispatch(ticket: Ticket, act: Act) -> Data:
    ticket.department, ticket.handler, ticket.dispatched_at = act.department, None, act.at
    ticket.extension_asked_at = None
    deadlines.start(ticket, amount=act.amount or 0, clock=act.clock, at=act.at, calendar=act.working_calendar)
    return {"limit": {"amount": act.amount, "clock": act.clock}}


def _accept(ticket: Ticket, act: Act) -> Data:
    ticket.handler = act.by
    return {}


def _hand_over(ticket: Ticket, act: Act) -> Data:
    ticket.handler = act.person
    return {"handler": {"id": act.person.pk, "name": act.person.name}} if act.person else {}


def _return(ticket: Ticket, act: Act) -> Data:
    ticket.return_count += 1
    ticket.department = ticket.handler = ticket.dispatched_at = ticket.extension_asked_at = None
    deadlines.end(ticket)
    return {"return_count": ticket.return_count}


def _rectify(ticket: Ticket, act: Act) -> Data:
    ticket.handler, ticket.rectified_at, ticket.extension_asked_at = act.by, act.at, None
    deadlines.stop(ticket, at=act.at, calendar=act.working_calendar)
    return {}


def _rework(ticket: Ticket, act: Act) -> Data:
    ticket.rework_count += 1
    ticket.rectified_at = None
    deadlines.restart(ticket, at=act.at, calendar=act.working_calendar)
    return {"rework_count": ticket.rework_count}


def _close(ticket: Ticket, act: Act) -> Data:
    ticket.closed_at, ticket.remaining_minutes = act.at, None
    return {}


def _ask_extension(ticket: Ticket, act: Act) -> Data:
    ticket.extension_asked_at = act.at
    return {"asked": {"amount": act.amount, "clock": act.clock}}


def _extend(ticket: Ticket, act: Act) -> Data:
    ticket.extension_asked_at = None
    deadlines.move(ticket, amount=act.amount or 0, clock=act.clock, calendar=act.working_calendar)
    return {"extension": {"amount": act.amount, "clock": act.clock}}


def _decline_extension(ticket: Ticket, act: Act) -> Data:
    ticket.extension_asked_at = None
    return {}


def _suspend(ticket: Ticket, act: Act) -> Data:
    ticket.extension_asked_at = None
    deadlines.stop(ticket, at=act.at, calendar=act.working_calendar)
    return {}


def _resume(ticket: Ticket, act: Act) -> Data:
    deadlines.restart(ticket, at=act.at, calendar=act.working_calendar)
    return {}


def _void(ticket: Ticket, act: Act) -> Data:
    ticket.remaining_minutes = ticket.extension_asked_at = None
    return {}


def _merge(ticket: Ticket, act: Act) -> Data:
    ticket.merged_into = act.into
    return {**_void(ticket, act), "into": act.into.number if act.into else ""}


EFFECTS: dict[Verb, Callable[[Ticket, Act], Data]] = {
    Verb.REPORT: _report,
    Verb.CLOSE_ON_THE_SPOT: _close_on_the_spot,
    Verb.CONFIRM: _confirm,
    Verb.REGISTER: _register,
    Verb.DISPATCH: _dispatch,
    Verb.TRANSFER: _dispatch,
    Verb.ACCEPT: _accept,
    Verb.HAND_OVER: _hand_over,
    Verb.RETURN: _return,
    Verb.RECTIFY: _rectify,
    Verb.REWORK: _rework,
    Verb.CLOSE: _close,
    Verb.ASK_EXTENSION: _ask_extension,
    Verb.EXTEND: _extend,
    Verb.DECLINE_EXTENSION: _decline_extension,
    Verb.SUSPEND: _suspend,
    Verb.RESUME: _resume,
    Verb.VOID: _void,
    Verb.MERGE: _merge,
}


def apply(ticket: Ticket, act: Act) -> Data:
    """Change the fields of ``ticket`` as ``act`` says and return what its event tells beyond state and note.

    A change of deadline or of responsible unit is told in one form, whatever the verb:
    ``due_before``/``due_after`` (ISO 8601, UTC or empty) and ``unit_before``/``unit_after`` (id and name).
    """
    before = _told(ticket)
    data = EFFECTS[act.verb](ticket, act) if act.verb in EFFECTS else {}
    after = _told(ticket)
    for fact in before:
        if before[fact] != after[fact] or (fact == "due" and act.verb in LIMIT_BEGINS):
            data |= {f"{fact}_before": before[fact], f"{fact}_after": after[fact]}
    return data


def _told(ticket: Ticket) -> Data:
    unit = ticket.department
    return {
        "due": ticket.due_at.astimezone(UTC).isoformat() if ticket.due_at else "",
        "remaining": ticket.remaining_minutes,
        "calendar": ticket.calendar_version,
        "unit": {"id": unit.pk, "name": unit.name} if unit else None,
    }
