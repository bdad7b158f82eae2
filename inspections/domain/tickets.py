"""What can happen to a ticket: one function per verb. Views, admin, API, tasks and commands call these.

Every function takes ``by`` (the person) and ``at`` (the moment), and the verbs on an existing ticket take
``version``, the one their form was made from. Each returns the ticket as it now is in the database, and raises:

* ``NotAllowed``: role, relation or row scope; * ``TransitionRefused``: state or rule;
* ``StaleTicket``: somebody was faster; * ``Incomplete`` (``MissingReason``, ``MissingPhoto``, …): something is
  missing; * ``UnreadablePhoto``. Nothing is stored then.

The rules are in :mod:`inspections.domain.transitions`; ``can`` and ``allowed_verbs`` there answer for buttons.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from command.models import Area, Department, User
from inspections.choices import PhotoRole, Source, Verb
from inspections.domain import door, queries
from inspections.domain.acts import Act
from inspections.domain.attachments import Uploads
from inspections.domain.transitions import allowed_verbs, can, check
from inspections.errors import MissingPlace
from inspections.models import Category, Point, Ticket, TimeLimit

__all__ = ["allowed_verbs", "can", "check"]

Photos = Mapping[PhotoRole, Uploads]


# --- How a ticket begins --------------------------------------------------------------------


def report(
    *,
    source: str,
    category: Category,
    description: str,
    by: User | None,
    at: datetime,
    point: Point | None = None,
    area: Area | None = None,
    place: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
    photos: Uploads = (),
    found_at: datetime | None = None,
) -> Ticket:
    """Log a problem. A patrol's finding and a superior's order are registered at once; others wait to be confirmed.

    ``point``, or at least ``area``, says where (``MissingPlace``); degrees are WGS-84. The ticket is a relapse
    where the same category was closed at the same point within ``RELAPSE_DAYS``. ``by`` None is the portal
    itself, for what the public sends. ``found_at`` is told on the timeline; every rule counts from ``at``.
    """
    where = {"place": place, "longitude": longitude, "latitude": latitude}
    ticket = _new(source, category, description, by, at, point, area, where)
    act = Act(verb=Verb.REPORT, by=by, at=at, found_at=found_at)
    return door.create(ticket, act, {PhotoRole.BEFORE: photos})


def close_on_the_spot(
    *,
    category: Category,
    description: str,
    by: User,
    at: datetime,
    before: Uploads,
    after: Uploads,
    point: Point | None = None,
    area: Area | None = None,
    place: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
    found_at: datetime | None = None,
) -> Ticket:
    """Record a problem that was found and put right in one visit (立行立改), with photos before and after."""
    where = {"place": place, "longitude": longitude, "latitude": latitude}
    ticket = _new(Source.PATROL, category, description, by, at, point, area, where)
    photos = {PhotoRole.BEFORE: before, PhotoRole.AFTER: after}
    act = Act(verb=Verb.CLOSE_ON_THE_SPOT, by=by, at=at, found_at=found_at)
    return door.create(ticket, act, photos)


def _new(
    source: str,
    category: Category,
    description: str,
    by: User | None,
    at: datetime,
    point: Point | None,
    area: Area | None,
    where: dict[str, Any],
) -> Ticket:
    area = area or (point.area if point else None)
    if area is None:
        raise MissingPlace
    return Ticket(
        source=source,
        category=category,
        description=description.strip(),
        point=point,
        area=area,
        finder=by,
        finder_department=by.department if by else None,
        relapse_of=queries.relapse_of(point, category, at=at),
        **where,
    )


# --- Before it is dispatched ----------------------------------------------------------------


def confirm(
    ticket: Ticket, *, by: User, at: datetime, version: int | None = None, note: str = "", photos: Uploads = ()
) -> Ticket:
    """Confirm on site what somebody else has reported (核实)."""
    act = Act(verb=Verb.CONFIRM, by=by, at=at, note=note)
    return door.change(ticket, act, {PhotoRole.BEFORE: photos}, version=version)


def register(ticket: Ticket, *, by: User, at: datetime, version: int | None = None, note: str = "") -> Ticket:
    """Register a confirmed report (立案)."""
    return door.change(ticket, Act(verb=Verb.REGISTER, by=by, at=at, note=note), {}, version=version)


def reject(ticket: Ticket, *, by: User, at: datetime, note: str, version: int | None = None) -> Ticket:
    """Do not register a report (不予立案); ``note`` is the reason."""
    return door.change(ticket, Act(verb=Verb.REJECT, by=by, at=at, note=note), {}, version=version)


def dispatch(
    ticket: Ticket,
    *,
    by: User,
    at: datetime,
    department: Department,
    limit: TimeLimit,
    version: int | None = None,
    note: str = "",
) -> Ticket:
    """Hand the ticket to a responsible unit (派遣): its clock begins at ``at``."""
    act = Act(verb=Verb.DISPATCH, by=by, at=at, note=note, department=department, **_of(limit))
    return door.change(ticket, act, {}, version=version)


def transfer(
    ticket: Ticket,
    *,
    by: User,
    at: datetime,
    department: Department,
    limit: TimeLimit,
    note: str,
    version: int | None = None,
) -> Ticket:
    """Hand the ticket to another unit; its limit begins anew. ``note`` is the reason."""
    act = Act(verb=Verb.TRANSFER, by=by, at=at, note=note, department=department, **_of(limit))
    return door.change(ticket, act, {}, version=version)


def _of(limit: TimeLimit) -> dict[str, Any]:
    return {"amount": limit.amount, "clock": limit.clock}


# --- In the responsible unit ----------------------------------------------------------------


def accept(ticket: Ticket, *, by: User, at: datetime, version: int | None = None) -> Ticket:
    """Take the ticket up (处置): ``by`` becomes its handler."""
    return door.change(ticket, Act(verb=Verb.ACCEPT, by=by, at=at), {}, version=version)


def hand_over(
    ticket: Ticket, *, by: User, at: datetime, person: User, version: int | None = None, note: str = ""
) -> Ticket:
    """Hand the ticket to a colleague of the unit (转办): ``person`` becomes its handler. The clock runs on."""
    act = Act(verb=Verb.HAND_OVER, by=by, at=at, note=note, person=person)
    return door.change(ticket, act, {}, version=version)


def return_(ticket: Ticket, *, by: User, at: datetime, note: str, version: int | None = None) -> Ticket:
    """Give the ticket back to the office as not one's own (退单); counts. ``note`` is the reason."""
    return door.change(ticket, Act(verb=Verb.RETURN, by=by, at=at, note=note), {}, version=version)


def rectify(
    ticket: Ticket, *, by: User, at: datetime, photos: Uploads, note: str = "", version: int | None = None
) -> Ticket:
    """Report the problem as put right (反馈), with at least one photo after. The handler's clock stands."""
    act = Act(verb=Verb.RECTIFY, by=by, at=at, note=note)
    return door.change(ticket, act, {PhotoRole.AFTER: photos}, version=version)


def ask_extension(
    ticket: Ticket, *, by: User, at: datetime, amount: int, clock: str, note: str, version: int | None = None
) -> Ticket:
    """Ask the office for ``amount`` units of ``clock`` more (申请延期). The clock runs on meanwhile."""
    act = Act(verb=Verb.ASK_EXTENSION, by=by, at=at, note=note, amount=amount, clock=clock)
    return door.change(ticket, act, {}, version=version)


# --- In the office --------------------------------------------------------------------------


def extend(
    ticket: Ticket, *, by: User, at: datetime, amount: int, clock: str, version: int | None = None, note: str = ""
) -> Ticket:
    """Move the deadline by ``amount`` units of ``clock``, counted from the old one (延期), asked for or not."""
    act = Act(verb=Verb.EXTEND, by=by, at=at, note=note, amount=amount, clock=clock)
    return door.change(ticket, act, {}, version=version)


def decline_extension(ticket: Ticket, *, by: User, at: datetime, note: str, version: int | None = None) -> Ticket:
    """Decline the extension asked for; ``note`` is the reason."""
    return door.change(ticket, Act(verb=Verb.DECLINE_EXTENSION, by=by, at=at, note=note), {}, version=version)


def suspend(ticket: Ticket, *, by: User, at: datetime, note: str, version: int | None = None) -> Ticket:
    """Put the ticket off (缓办): the clock stands. ``note`` is the reason."""
    return door.change(ticket, Act(verb=Verb.SUSPEND, by=by, at=at, note=note), {}, version=version)


def resume(ticket: Ticket, *, by: User, at: datetime, version: int | None = None, note: str = "") -> Ticket:
    """Let the clock run on with what was left."""
    return door.change(ticket, Act(verb=Verb.RESUME, by=by, at=at, note=note), {}, version=version)


def void(ticket: Ticket, *, by: User, at: datetime, note: str, version: int | None = None) -> Ticket:
    """Take the ticket out of the count (作废); ``note`` is the reason."""
    return door.change(ticket, Act(verb=Verb.VOID, by=by, at=at, note=note), {}, version=version)


def merge(
    ticket: Ticket, *, by: User, at: datetime, into: Ticket, version: int | None = None, note: str = ""
) -> Ticket:
    """Void the ticket as a duplicate of ``into``, an open one. Its photos and history stay readable."""
    return door.change(ticket, Act(verb=Verb.MERGE, by=by, at=at, note=note, into=into), {}, version=version)


# --- The check ------------------------------------------------------------------------------


def close(
    ticket: Ticket, *, by: User, at: datetime, version: int | None = None, note: str = "", photos: Uploads = ()
) -> Ticket:
    """Accept the work after a look (销号); by somebody who had no part in it."""
    act = Act(verb=Verb.CLOSE, by=by, at=at, note=note)
    return door.change(ticket, act, {PhotoRole.OTHER: photos}, version=version)


def rework(
    ticket: Ticket, *, by: User, at: datetime, note: str, version: int | None = None, photos: Uploads = ()
) -> Ticket:
    """Send the work back (返工); counts. The clock runs on with what was left. ``note`` says what is wrong."""
    act = Act(verb=Verb.REWORK, by=by, at=at, note=note)
    return door.change(ticket, act, {PhotoRole.OTHER: photos}, version=version)


# --- At any time ----------------------------------------------------------------------------


def attach(
    ticket: Ticket, *, by: User, at: datetime, version: int | None = None, note: str = "", photos: Uploads = ()
) -> Ticket:
    """Add a note or photos to an open ticket, where one would else have logged a duplicate."""
    act = Act(verb=Verb.ATTACH, by=by, at=at, note=note)
    return door.change(ticket, act, {PhotoRole.OTHER: photos}, version=version)


@transaction.atomic
def reopen(
    ticket: Ticket,
    *,
    by: User,
    at: datetime,
    description: str,
    version: int | None = None,
    photos: Uploads = (),
) -> Ticket:
    """Log the return of a closed problem: a new ticket at the same place, a relapse of this one, which stays closed."""
    closed = door.change(ticket, Act(verb=Verb.REOPEN, by=by, at=at, note=description), {}, version=version)
    place = {fact: getattr(closed, fact) for fact in ("point", "area", "place", "longitude", "latitude", "category")}
    again = Ticket(
        source=Source.PATROL,
        description=description.strip(),
        finder=by,
        finder_department=by.department,
        relapse_of=closed,
        **place,
    )
    return door.create(again, Act(verb=Verb.REPORT, by=by, at=at), {PhotoRole.BEFORE: photos})
