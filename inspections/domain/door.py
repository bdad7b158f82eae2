"""The one door through which tickets change: lock, compare versions, decide, and write all that follows.

Ticket, event, photos, plan of escalation and notices are one transaction: all of it happens, or none.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from command.models import User
from core.domain import calendar
from core.domain.numbers import next_number
from inspections.choices import RUNNING_STATES, PhotoRole, Verb
from inspections.domain import attachments, escalation, news, texts, transitions
from inspections.domain.acts import CLOCK_VERBS, Act
from inspections.domain.attachments import Uploads
from inspections.errors import NotAllowed, StaleTicket
from inspections.models import Ticket, TicketEvent, TicketPhoto

RELATED = ("department", "area", "category", "point")
# What a verb can change. The rest of a ticket is written once.
CHANGEABLE = [
    "state",
    "version",
    "followed_by",
    "department",
    "handler",
    "confirmed_at",
    "registered_at",
    "dispatched_at",
    "rectified_at",
    "closed_at",
    "limit_amount",
    "limit_clock",
    "due_at",
    "calendar_version",
    "remaining_minutes",
    "rework_count",
    "return_count",
    "extension_asked_at",
    "merged_into",
]


def create(ticket: Ticket, act: Act, uploads: Mapping[PhotoRole, Uploads]) -> Ticket:
    """Number and save a new ticket by its first act. Returns it as it now is in the database."""
    with attachments.written(uploads) as photos:
        return _create(ticket, act, photos)


@transaction.atomic
def _create(ticket: Ticket, act: Act, photos: list[TicketPhoto]) -> Ticket:
    event = transitions.decide(ticket, _with_photos(act, photos))
    ticket.number = number_of(act.at, next_number(series_of(act.at)))
    ticket.save()
    event.ticket = ticket
    texts.write([ticket])
    _follow(ticket, event, photos)
    return ticket


def series_of(at: datetime) -> str:
    """Return the series of numbers of the tickets that begin on the day of ``at``."""
    return f"ticket:{timezone.localdate(at):%Y%m%d}"


def number_of(at: datetime, count: int) -> str:
    """Return the number of the ``count``-th ticket of the day of ``at``."""
    return f"{timezone.localdate(at):%Y%m%d}-{count:04d}"


def change(ticket: Ticket, act: Act, uploads: Mapping[PhotoRole, Uploads], *, version: int | None) -> Ticket:
    """Carry out ``act`` on the ticket as it is in the database now, and return that.

    ``version`` is what the person had before them: ``StaleTicket`` where something has happened since.
    None asks for no comparison. ``NotAllowed`` outside the person's row scope; else as ``transitions.decide``.
    """
    with attachments.written(uploads) as photos:
        return _change(ticket, act, photos, version)


@transaction.atomic
def _change(ticket: Ticket, act: Act, photos: list[TicketPhoto], version: int | None) -> Ticket:
    fresh, act = _locked(ticket, act)
    if version is not None and version != fresh.version:
        raise StaleTicket(events=fresh.events.select_related("actor", "department").order_by("id")[version:])
    event = transitions.decide(fresh, _with_photos(act, photos))
    fresh.save(update_fields=CHANGEABLE)
    _follow(fresh, event, photos)
    return fresh


def _locked(ticket: Ticket, act: Act) -> tuple[Ticket, Act]:
    """Lock the ticket, and the one it is to be merged into, always in the same order."""
    wanted = [ticket.pk] + ([act.into.pk] if act.into else [])
    rows = reachable(act.verb, act.by).filter(pk__in=wanted).select_related(*RELATED).select_for_update(of=("self",))
    found = {row.pk: row for row in rows.order_by("pk")}
    if ticket.pk not in found:
        raise NotAllowed
    return found[ticket.pk], replace(act, into=found.get(act.into.pk)) if act.into else act


def reachable(verb: Verb, by: User | None) -> QuerySet[Ticket]:
    """Return the tickets to which ``by`` may do ``verb`` at all: the row scope.

    Whoever logs problems may add to one of another group: that is better than a duplicate.
    """
    if by is None or (verb == Verb.ATTACH and by.has_perm("inspections.log_ticket")):
        return Ticket.objects.all()
    return Ticket.objects.visible_to(by)


def _with_photos(act: Act, photos: list[TicketPhoto]) -> Act:
    """Complete the act by what only the door knows: how many photos came, and the calendar in force."""
    return replace(
        act, photos=attachments.counts(photos), calendar=calendar.current() if act.verb in CLOCK_VERBS else None
    )


def _follow(ticket: Ticket, event: TicketEvent, photos: list[TicketPhoto]) -> None:
    """Write what follows from an event: the row itself, the words, photos, the plan of escalation, notices."""
    event.save()
    texts.follow(ticket, event)
    attachments.store(event, photos)
    if "due_after" in event.data or (event.from_state in RUNNING_STATES) != (event.to_state in RUNNING_STATES):
        escalation.replan(ticket, since=event.at)
    news.tell(ticket, event)
