"""Notices for the people of the demonstration: what the portal would have told them in the last days."""

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from command.models import User
from core import bulk
from core.domain import topics
from core.models import Notice
from inspections.choices import Verb
from inspections.domain import news
from inspections.domain.rung_notices import Share, notices_of
from inspections.models import Escalation, EscalationRun, Ticket, TicketEvent
from reports.demo.headquarters import Staff

DAYS = 10
UNREAD = 0.35
NOTE_LENGTH = news.NOTE_LENGTH


class Inbox:
    """Collects notices while the story is told; the audiences are those of ``inspections.domain.news``."""

    def __init__(self, staff: Staff, end: datetime) -> None:
        self.staff, self.since = staff, end - timedelta(days=DAYS)
        self.notices: list[Notice] = []

    def watch(self, ticket: Ticket, event: TicketEvent) -> None:
        """Write the notices that ``event`` would have caused, for the last days of the story."""
        told = news.NEWS.get(Verb(event.verb))
        if told is None or event.at < self.since:
            return
        people = {user.pk: user for audience in told.audiences for user in self._people(audience, ticket)}
        people.pop(event.actor_id or 0, None)
        if not people:
            return
        line = news.subject_of(told, ticket, event)
        values = {"kind": f"ticket.{event.verb}", "subject": line, "body": event.note[:NOTE_LENGTH]}
        link = news.address_of(ticket)
        self.notices += [Notice(recipient=user, link=link, created_at=event.at, **values) for user in people.values()]

    def remind(self, fired: list[Escalation]) -> None:
        """Write the notices of the sweeps of the last days."""
        runs: defaultdict[EscalationRun, list[Escalation]] = defaultdict(list)
        for row in fired:
            if row.run and row.fire_at >= self.since:
                runs[row.run].append(row)
        for run, rows in runs.items():
            self.notices += notices_of(_shares(rows), run=run, at=run.started_at)

    def _people(self, audience: news.Audience, ticket: Ticket) -> list[User]:
        if audience is news.to_unit:
            handler = self.staff.handlers.get(ticket.department_id or 0)
            return [handler] if handler else []
        if audience is news.to_office:
            return self.staff.clerks
        return [ticket.finder] if ticket.finder else []

    def save(self, rng: Random) -> int:
        """Store them; the older they are, the likelier they have been read."""
        for notice in self.notices:
            notice.topic = topics.of_kind(notice.kind).key
            age = (notice.created_at - self.since) / timedelta(days=DAYS)
            if rng.random() > UNREAD * age:
                notice.read_at = notice.created_at + timedelta(minutes=rng.randint(2, 600))
        return bulk.insert(Notice, self.notices)


def _shares(rows: list[Escalation]) -> list[Share]:
    """Count by rung and unit, in the order in which a sweep counts."""
    groups: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for row in rows:
        groups[row.rung.pk, row.ticket.department_id or 0].append(row.ticket.number)
    return [Share(rung, unit, len(numbers), min(numbers)) for (rung, unit), numbers in sorted(groups.items())]
