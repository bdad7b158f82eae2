"""Writes a story in bulk: tickets, events, photos, the plan of escalation and the sweeps that were."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.core.management.color import no_style
from django.db import connection
from django.db.models import OuterRef, Subquery

from command.models import User
from core import bulk
from core.domain.numbers import next_numbers
from inspections.choices import RungKind
from inspections.domain import escalation, texts
from inspections.models import Escalation, EscalationRun, Ticket, TicketEvent, TicketPhoto
from reports.demo.pictures import Album
from reports.demo.story import Story, Stretch
from reports.demo.words import note

BATCH = 2000
# The office settles the older drafts and candidates; the newest still wait for it.
SETTLED_AFTER = timedelta(days=4)


def save(story: Story, album: Album, rng: Random) -> None:
    """Store tickets, events and photos of a story in an empty database."""
    for series, count in story.numbers.items():
        next_numbers(series, count)
    bulk.insert(Ticket, story.tickets)
    for number, told in enumerate(story.told, start=1):
        told.event.pk = number
    bulk.insert(TicketEvent, (told.event for told in story.told))
    texts.write(story.tickets, (told.event for told in story.told if told.event.note))
    photos = [
        album.photo(told, role, rng)
        for told in story.told
        for role, count in told.photos.items()
        for _n in range(count)
    ]
    TicketPhoto.objects.bulk_create(photos, batch_size=BATCH)
    moment = TicketEvent.objects.filter(pk=OuterRef("event_id")).values("at")
    TicketPhoto.objects.update(uploaded_at=Subquery(moment))
    _go_on_counting()


def _go_on_counting() -> None:
    """The rows were given their numbers: let the database give the next ones after them."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Ticket, TicketEvent]):
            cursor.execute(statement)


def escalate(story: Story, clerks: list[User], rng: Random) -> list[Escalation]:
    """Store what each plan of escalation came to: what fired in its time, and what is still to fire.

    Returns what fired.
    """
    rows = list(came_to(story))
    fired = [row for row in rows if row.fired_at]
    runs = _runs(fired, clerks)
    for row in fired:
        row.run = runs[row.fire_at]
        if row.rung.kind != RungKind.REMIND and row.fire_at < story.end - SETTLED_AFTER:
            row.settled_at = row.fire_at + timedelta(minutes=rng.randint(60, 2000))
            row.settled_by, row.settled_note = rng.choice(clerks), note(rng, "settle")
    bulk.insert(Escalation, rows)
    return fired


def came_to(story: Story) -> Iterator[Escalation]:
    """Yield the rows that the ladder leaves at the end of a story: fired in their time, or still to fire."""
    stretches = {id(stretch.ticket): stretch for stretch in story.stretches}
    seen: set[tuple[int, int, datetime]] = set()
    for row in escalation.plan(stretch.ticket for stretch in story.stretches):
        stretch = stretches[id(row.ticket)]
        key = row.ticket.pk, row.rung.pk, row.due_at
        if key in seen or not escalation.helps(row, since=stretch.since) or not _happens(row, stretch, story.end):
            continue
        seen.add(key)
        yield row


def _happens(row: Escalation, stretch: Stretch, end: datetime) -> bool:
    """Answer whether the row is still there at the end, and mark it if it fired."""
    if row.fire_at < (stretch.until or end):
        row.fired_at = row.fire_at
        return True
    return stretch.until is None


def _runs(fired: list[Escalation], clerks: list[User]) -> dict[datetime, EscalationRun]:
    """Return the sweep of each moment at which something fired."""
    by_moment: defaultdict[datetime, list[Escalation]] = defaultdict(list)
    for row in fired:
        by_moment[row.fire_at].append(row)
    runs = {moment: _run(moment, by_moment[moment], len(clerks)) for moment in sorted(by_moment)}
    EscalationRun.objects.bulk_create(runs.values(), batch_size=BATCH)
    return runs


def _run(moment: datetime, rows: list[Escalation], clerks: int) -> EscalationRun:
    counts = Counter(str(row.rung.pk) for row in rows)
    rungs = {row.rung.pk: row.rung for row in rows}.values()
    # One person acts for each unit, and one official has an account.
    told = len({(row.rung.pk, row.ticket.department_id) for row in rows if row.rung.tell_handlers})
    told += sum(clerks * rung.tell_office + rung.tell_officials for rung in rungs)
    return EscalationRun(
        started_at=moment,
        finished_at=moment + timedelta(seconds=1),
        is_open=False,
        worker="demonstration",
        fired=len(rows),
        notices=told,
        counts=dict(counts),
    )
