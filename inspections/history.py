"""The page of a ticket in order of time: events with their photos, and the rungs that fired in between."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core import worktime
from core.choices import Clock
from core.worktime import Calendar
from inspections.choices import PhotoRole, Verb
from inspections.models import Escalation, EscalationRung, Ticket, TicketEvent, TicketPhoto
from inspections.presentation import limit_in_words, stamp

MOST_RELATIONS = 20


@dataclass
class Entry:
    """One line of the timeline."""

    at: datetime
    title: str | Promise
    who: str = ""
    note: str = ""
    facts: list[tuple[str, Any]] = field(default_factory=list)
    photos: list[TicketPhoto] = field(default_factory=list)
    tone: str = ""

    @property
    def iso(self) -> str:
        """Return when it was, for machines: written here, because a template filter takes ten times as long."""
        return timezone.localtime(self.at).isoformat()

    @property
    def stamp(self) -> str:
        """Return when it was, in figures."""
        return stamp(self.at)


@dataclass(frozen=True)
class Step:
    """A rung to come. ``is_next``: its time has come, but the portal keeps quiet until business opens ``at``."""

    at: datetime
    rung: EscalationRung
    is_next: bool


def to_come(planned: list[Escalation], *, at: datetime, calendar: Calendar) -> list[Step]:
    """Return the rungs that will fire, with when: never in the past, never outside working time.

    A reminder that the deadline is near is left out once the portal can only send it after the deadline.
    """
    opening = worktime.add_minutes(calendar, at, 0, Clock.WORK_HOUR)
    times = [(max(row.fire_at, opening), row) for row in planned]
    return [
        Step(fires_at, row.rung, row.fire_at <= at < opening)
        for fires_at, row in times
        if row.rung.offset >= 0 or fires_at < row.due_at
    ]


def timeline(events: list[TicketEvent], fired: list[Escalation], photos: list[TicketPhoto]) -> list[Entry]:
    """Return events and fired rungs, oldest first."""
    of_event = defaultdict(list)
    for photo in photos:
        of_event[photo.event_id].append(photo)
    entries = [told(event, of_event[event.pk]) for event in events] + [_rung(row) for row in fired]
    return sorted(entries, key=lambda entry: entry.at)


def told(event: TicketEvent, photos: list[TicketPhoto] | None = None) -> Entry:
    """Return an event as a line."""
    names = [str(each) for each in (event.actor, event.department) if each]
    return Entry(
        at=event.at,
        title=Verb(event.verb).label,
        who=" · ".join(names) or _("the portal"),
        note=event.note,
        facts=list(_facts(event.data)),
        photos=photos or [],
        tone="late" if event.verb in (Verb.REWORK, Verb.RETURN) else "",
    )


def _facts(data: dict[str, Any]) -> Any:
    if handler := data.get("handler"):
        yield _("handler"), handler["name"]
    if found := parse_datetime(data.get("found_at") or ""):
        yield _("found at"), stamp(found)
    if unit := data.get("unit_after"):
        yield _("unit"), unit["name"]
    for key, label in (("limit", _("limit")), ("asked", _("asked for")), ("extension", _("extended by"))):
        if key in data:
            yield label, limit_in_words(data[key]["amount"], data[key]["clock"])
    if due := parse_datetime(data.get("due_after") or ""):
        yield _("due at"), f"{timezone.localtime(due):%Y-%m-%d %H:%M}"
    if number := data.get("into"):
        yield _("merged into"), number


def _rung(row: Escalation) -> Entry:
    settled = [(_("how it was settled"), row.settled_note)] if row.settled_note else []
    return Entry(at=row.fired_at or row.fire_at, title=row.rung.name, who=_("the portal"), facts=settled, tone="late")


def pairs(photos: list[TicketPhoto]) -> dict[str, list[TicketPhoto]]:
    """Return the photos before and those after, for the comparison at the top."""
    return {
        "before": [photo for photo in photos if photo.role == PhotoRole.BEFORE],
        "after": [photo for photo in photos if photo.role == PhotoRole.AFTER],
    }


def relations(ticket: Ticket) -> list[tuple[str, Ticket]]:
    """Return the tickets that this one is tied to, oldest first, each with what it is to this one."""
    mine = [pk for pk in (ticket.relapse_of_id, ticket.merged_into_id) if pk]
    tied = Ticket.objects.filter(Q(relapse_of=ticket.pk) | Q(merged_into=ticket.pk) | Q(pk__in=mine))
    shown = tied.only("number", "state", "relapse_of", "merged_into").order_by("id")
    return [(_relation(ticket, other), other) for other in shown[:MOST_RELATIONS]]


def _relation(ticket: Ticket, other: Ticket) -> str:
    if other.pk == ticket.relapse_of_id:
        return _("relapse of")
    if other.pk == ticket.merged_into_id:
        return _("merged into")
    return _("relapsed as") if other.relapse_of_id == ticket.pk else _("merged from")
