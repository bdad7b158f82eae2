"""Who is told what about a ticket, as one table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.domain import notices
from inspections.choices import Verb
from inspections.domain import people
from inspections.models import Ticket, TicketEvent

Audience = Callable[[Ticket], list[User]]
NOTE_LENGTH = 500
URGENT = timedelta(days=1)
# A unit has to act on these before the deadline that they tell.
TELLS_A_DEADLINE = {Verb.DISPATCH, Verb.TRANSFER, Verb.HAND_OVER, Verb.REWORK, Verb.DECLINE_EXTENSION, Verb.RESUME}


def address_of(ticket: Ticket) -> str:
    """Return the address of the ticket's page within the portal (the URL ``ticket-detail``)."""
    return f"/tickets/{ticket.number}/"


def to_unit(ticket: Ticket) -> list[User]:
    """Return the people who act for the responsible unit."""
    return list(people.handlers(ticket.department_id)) if ticket.department_id else []


def to_handler(ticket: Ticket) -> list[User]:
    """Return the person in the unit who has the ticket."""
    return [ticket.handler] if ticket.handler else []


def to_office(ticket: Ticket) -> list[User]:
    """Return the people of the campaign office."""
    return list(people.office())


def to_finder(ticket: Ticket) -> list[User]:
    """Return whoever found the problem, if with an account."""
    return list(people.finders(ticket))


@dataclass(frozen=True)
class News:
    """What is told, and to whom. The subject may name the words of :func:`_words`."""

    subject: str | Promise
    audiences: tuple[Audience, ...]


NEWS: dict[Verb, News] = {
    Verb.REJECT: News(_("%(number)s was not registered: %(category)s, %(place)s"), (to_finder,)),
    Verb.DISPATCH: News(_("%(number)s is yours until %(due)s: %(category)s, %(place)s"), (to_unit,)),
    Verb.TRANSFER: News(_("%(number)s is yours until %(due)s: %(category)s, %(place)s"), (to_unit,)),
    Verb.HAND_OVER: News(_("%(number)s was handed to you, until %(due)s: %(category)s, %(place)s"), (to_handler,)),
    Verb.RETURN: News(_("%(number)s was returned by %(unit)s: %(category)s, %(place)s"), (to_office,)),
    Verb.RECTIFY: News(_("%(number)s waits for the check: %(category)s, %(place)s"), (to_office, to_finder)),
    Verb.REWORK: News(_("%(number)s has to be done again until %(due)s: %(category)s, %(place)s"), (to_unit,)),
    Verb.CLOSE: News(_("%(number)s is closed: %(category)s, %(place)s"), (to_finder,)),
    Verb.ASK_EXTENSION: News(_("%(unit)s asks for more time for %(number)s: %(category)s, %(place)s"), (to_office,)),
    Verb.EXTEND: News(_("%(number)s now has until %(due)s: %(category)s, %(place)s"), (to_unit,)),
    Verb.DECLINE_EXTENSION: News(_("%(number)s gets no more time, until %(due)s: %(category)s, %(place)s"), (to_unit,)),
    Verb.SUSPEND: News(_("%(number)s is suspended: %(category)s, %(place)s"), (to_unit,)),
    Verb.RESUME: News(_("%(number)s runs again until %(due)s: %(category)s, %(place)s"), (to_unit,)),
    Verb.VOID: News(_("%(number)s is void: %(category)s, %(place)s"), (to_unit, to_finder)),
    Verb.MERGE: News(_("%(number)s is a duplicate and was merged: %(category)s, %(place)s"), (to_unit, to_finder)),
}


# Told besides, to the unit that a transfer takes the ticket from.
FAREWELL = News(_("%(number)s went to %(new_unit)s and is no longer yours: %(category)s, %(place)s"), ())


def tell(ticket: Ticket, event: TicketEvent) -> int:
    """Write the notices of ``event`` in the caller's transaction and return how many. Nobody is told of an own act."""
    news = NEWS.get(Verb(event.verb))
    if news is None:
        return 0
    told = _post(news, chain.from_iterable(audience(ticket) for audience in news.audiences), ticket, event)
    if event.verb == Verb.TRANSFER:
        told += _post(FAREWELL, people.handlers(event.data["unit_before"]["id"]), ticket, event)
    return told


def _post(news: News, users: Iterable[User], ticket: Ticket, event: TicketEvent) -> int:
    return notices.tell(
        [user for user in users if user.pk != event.actor_id],
        kind=f"ticket.{event.verb}",
        subject=subject_of(news, ticket, event),
        body=event.note[:NOTE_LENGTH],
        link=address_of(ticket),
        at=event.at,
        is_urgent=is_urgent(ticket, event),
    )


def is_urgent(ticket: Ticket, event: TicketEvent) -> bool:
    """Answer whether the deadline may pass before a daily digest is read."""
    return event.verb in TELLS_A_DEADLINE and ticket.due_at is not None and ticket.due_at - event.at <= URGENT


def subject_of(news: News, ticket: Ticket, event: TicketEvent) -> str:
    """Return the line that tells ``event``, in the language of the portal."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(news.subject) % _words(ticket, event)


def _words(ticket: Ticket, event: TicketEvent) -> dict[str, str]:
    unit = event.data.get("unit_before") or {"name": str(ticket.department or "")}
    return {
        "number": ticket.number,
        "category": ticket.category.name,
        "place": ticket.where,
        "unit": unit["name"],
        "new_unit": str(ticket.department or ""),
        "due": f"{timezone.localtime(ticket.due_at):%Y-%m-%d %H:%M}" if ticket.due_at else "",
    }
