"""What can become of a problem: scripts of verbs with plausible frequencies and pauses."""

from datetime import date, datetime
from functools import partial
from random import Random
from typing import Any

from command.models import User
from core.choices import Clock
from inspections.choices import OPEN_STATES, PhotoRole, Source, Verb
from inspections.domain.acts import Act
from inspections.models import Ticket
from reports.demo.casting import Casting
from reports.demo.rhythm import Rhythm
from reports.demo.story import Script, Step, Story
from reports.demo.words import describe, note

# Of a hundred problems, who finds them (巡查 is by far the first; field notes, 天门 and others).
SOURCES = {
    Source.PATROL: 72,
    Source.CITIZEN: 10,
    Source.HOTLINE: 7,
    Source.VIDEO: 5,
    Source.MEDIA: 2,
    Source.VISIT: 2,
    Source.SUPERIOR: 2,
}
HOUR, DAY = 60, 480


class Plots:
    """Writes scripts for one story."""

    def __init__(self, rng: Random, rhythm: Rhythm, casting: Casting, story: Story) -> None:
        self.rng, self.rhythm, self.casting, self.story = rng, rhythm, casting, story

    def script(self, day: date) -> Script:
        """Return the script of one problem found on ``day``."""
        source = self.rng.choices(list(SOURCES), list(SOURCES.values()))[0]
        if source == Source.PATROL:
            return self._on_the_spot(day) if self._happens(0.11) else self._patrol(day)
        if source == Source.SUPERIOR:
            return self._ordered(day)
        return self._duplicate(day, source) if self._happens(0.08) else self._told(day, source)

    def _happens(self, share: float) -> bool:
        return self.rng.random() < share

    def _do(self, ticket: Ticket, verb: Verb, at: datetime, by: User, **what: Any) -> Step:
        what = {"note": note(self.rng, verb), **what}
        return at, partial(self.story.act, ticket, verb, at=at, by=by, **what)

    def _begin(self, ticket: Ticket, verb: Verb, at: datetime, by: User | None, **photos: int) -> Step:
        shown = {PhotoRole(role): number for role, number in photos.items()}
        return at, partial(self.story.begin, ticket, Act(verb=verb, by=by, at=at, photos=shown))

    # --- How problems begin -------------------------------------------------------------------

    def _patrol(self, day: date) -> Script:
        at = self.rhythm.moment(day, patrol=True)
        by = self.casting.inspector(at)
        ticket = self.casting.ticket(Source.PATROL, day, by)
        yield self._begin(ticket, Verb.REPORT, at, by, before=self.rng.choice((1, 1, 1, 2)))
        yield from self._registered(ticket, at)

    def _on_the_spot(self, day: date) -> Script:
        at = self.rhythm.moment(day, patrol=True)
        by = self.casting.inspector(at)
        ticket = self.casting.ticket(Source.PATROL, day, by)
        yield self._begin(ticket, Verb.CLOSE_ON_THE_SPOT, at, by, before=1, after=1)

    def _ordered(self, day: date) -> Script:
        at = self.rhythm.later(self.rhythm.moment(day, patrol=True), 0, HOUR)
        by = self.casting.clerk()
        ticket = self.casting.ticket(Source.SUPERIOR, day, by)
        yield self._begin(ticket, Verb.REPORT, at, by)
        yield from self._registered(ticket, at)

    def _told(self, day: date, source: Source) -> Script:
        """Reported by somebody else: looked at on site first, then registered, or not."""
        at = self.rhythm.moment(day, patrol=False)
        by = None if source == Source.CITIZEN else self.casting.clerk()
        ticket = self.casting.ticket(source, day, by)
        yield self._begin(ticket, Verb.REPORT, at, by, **({"before": 1} if self._happens(0.6) else {}))
        at = self.rhythm.later(at, 30, DAY)
        if self._happens(0.12):
            yield self._do(ticket, Verb.REJECT, at, self.casting.clerk())
            return
        yield self._do(ticket, Verb.CONFIRM, at, self.casting.inspector(at), photos={PhotoRole.BEFORE: 1})
        at = self.rhythm.later(at, 10, 3 * HOUR)
        yield self._do(ticket, Verb.REGISTER, at, self.casting.clerk())
        yield from self._registered(ticket, at)

    def _duplicate(self, day: date, source: Source) -> Script:
        """Somebody reports what is being worked on already."""
        at = self.rhythm.moment(day, patrol=False)
        by = None if source == Source.CITIZEN else self.casting.clerk()
        ticket = self.casting.ticket(source, day, by)
        target: list[Ticket] = []
        yield at, partial(self._report_again, ticket, target, Act(verb=Verb.REPORT, by=by, at=at))
        at = self.rhythm.later(at, 20, DAY)
        yield at, partial(self._merge_or_reject, ticket, target, at)

    def _report_again(self, ticket: Ticket, target: list[Ticket], act: Act) -> None:
        recent = [other for other in self.story.tickets[-150:] if other.state in OPEN_STATES and other.point_id]
        if recent:
            known = self.rng.choice(recent)
            target.append(known)
            ticket.point, ticket.area, ticket.category, ticket.place = known.point, known.area, known.category, ""
            ticket.description = describe(self.rng, known.category.name)
        self.story.begin(ticket, act)

    def _merge_or_reject(self, ticket: Ticket, target: list[Ticket], at: datetime) -> None:
        by = self.casting.clerk()
        if target and target[0].state in OPEN_STATES:
            self._do(ticket, Verb.MERGE, at, by, into=target[0])[1]()
        else:
            self._do(ticket, Verb.REJECT, at, by)[1]()

    # --- How they go on -----------------------------------------------------------------------

    def _registered(self, ticket: Ticket, at: datetime) -> Script:
        if self._happens(0.007):
            at = self.rhythm.later(at, 10, DAY)
            yield self._do(ticket, Verb.VOID, at, self.casting.clerk())
            return
        yield from self._dispatched(ticket, at)
        at = ticket.dispatched_at or at
        if self._happens(0.008):
            yield from self._stuck(ticket, at)
            return
        yield from self._worked(ticket)

    def _dispatched(self, ticket: Ticket, at: datetime, verb: Verb = Verb.DISPATCH, most: int = 150) -> Script:
        unit = self.casting.unit(ticket) if verb == Verb.DISPATCH and not ticket.return_count else None
        limit, at = self.casting.limit(ticket), self.rhythm.later(at, 8, most)
        department = unit or self.casting.other_unit(ticket)
        what = {"department": department, "amount": limit.amount, "clock": limit.clock}
        yield self._do(ticket, verb, at, self.casting.clerk(), **what)

    def _stuck(self, ticket: Ticket, at: datetime) -> Script:
        """Nobody does anything, or somebody takes it up and then nothing happens."""
        if self._happens(0.6):
            at = self.rhythm.later(at, 30, DAY)
            yield self._do(ticket, Verb.ACCEPT, at, self.casting.handler(ticket))
        if self._happens(0.5):
            at = self.rhythm.later(at, 3 * DAY, 9 * DAY)
            yield self._do(ticket, Verb.ATTACH, at, self.casting.clerk())

    def _worked(self, ticket: Ticket) -> Script:
        """In the unit's hands: most are taken up and put right; some go back, on, or get more time."""
        at = self._at(ticket, 0.02, 0.25)
        if self._happens(0.04) and ticket.return_count == 0:
            yield self._do(ticket, Verb.RETURN, at, self.casting.handler(ticket))
            yield from self._dispatched(ticket, at)
            at = self._at(ticket, 0.02, 0.2)
        if self._happens(0.015):
            yield from self._dispatched(ticket, at, Verb.TRANSFER)
            at = self._at(ticket, 0.02, 0.2)
        if self._happens(0.85):
            yield self._do(ticket, Verb.ACCEPT, at, self.casting.handler(ticket))
        if self._happens(0.04):
            yield from self._more_time(ticket)
        if self._happens(0.016):
            at = self.rhythm.later(self._last(ticket), 30, DAY)
            yield self._do(ticket, Verb.SUSPEND, at, self.casting.clerk())
            if self._happens(0.35):
                return
            at = self.rhythm.later(at, 3 * DAY, 12 * DAY)
            yield self._do(ticket, Verb.RESUME, at, self.casting.clerk())
        yield from self._rectified(ticket)

    def _at(self, ticket: Ticket, least: float, most: float) -> datetime:
        """Return a moment after that share of the time that the unit has."""
        start = self._last(ticket)
        if ticket.due_at is None or ticket.due_at <= start:
            return self.rhythm.later(start, 10, 2 * HOUR)
        return max(self.rhythm.within(start, ticket.due_at, self.rng.uniform(least, most)), start)

    def _last(self, ticket: Ticket) -> datetime:
        return self.story.last[ticket.pk]

    def _more_time(self, ticket: Ticket) -> Script:
        at = self._at(ticket, 0.4, 0.8)
        more = {"amount": self.rng.choice((1, 2, 3)), "clock": Clock.WORK_DAY}
        yield self._do(ticket, Verb.ASK_EXTENSION, at, self.casting.handler(ticket), **more)
        at = self.rhythm.later(at, 10, 4 * HOUR)
        if self._happens(0.8):
            yield self._do(ticket, Verb.EXTEND, at, self.casting.clerk(), **more)
        else:
            yield self._do(ticket, Verb.DECLINE_EXTENSION, at, self.casting.clerk())

    def _rectified(self, ticket: Ticket) -> Script:
        """Put right, mostly in time; checked by the group that found it; sent back where it is not good enough."""
        for attempt in range(3):
            late = self._happens(0.075)
            at = self._late(ticket) if late else self._at(ticket, 0.15, 0.92)
            photos = {PhotoRole.AFTER: 1}
            yield self._do(ticket, Verb.RECTIFY, at, self.casting.handler(ticket), photos=photos)
            at = self.rhythm.later(at, 20, DAY)
            if attempt == 2 or not self._happens(0.06):
                break
            shown = {PhotoRole.OTHER: 1}
            yield self._do(ticket, Verb.REWORK, at, self._checker(ticket), photos=shown)
        yield self._do(ticket, Verb.CLOSE, at, self._checker(ticket))
        if self._happens(0.02):
            yield from self._back_again(ticket, at)

    def _late(self, ticket: Ticket) -> datetime:
        due = max(ticket.due_at or self._last(ticket), self._last(ticket))
        return self.rhythm.later(due, 20, self.rng.choice((DAY // 2, DAY, 2 * DAY, 5 * DAY)))

    def _checker(self, ticket: Ticket) -> User:
        """Return who looks: the finder, another member of the group that follows the ticket, or the office."""
        group = self.casting.staff.inspectors.get(ticket.followed_by_id or 0)
        if not group or self._happens(0.1):
            return self.casting.clerk()
        return ticket.finder if ticket.finder in group and self._happens(0.7) else self.rng.choice(group)

    def _back_again(self, ticket: Ticket, at: datetime) -> Script:
        """The problem is back: the closed one stays closed, a new one begins as its relapse."""
        at = self.rhythm.later(at, 2 * DAY, 18 * DAY)
        by = self._checker(ticket)
        text = note(self.rng, Verb.REOPEN)
        place = {
            name: getattr(ticket, name) for name in ("point", "area", "place", "longitude", "latitude", "category")
        }
        again = Ticket(source=Source.PATROL, description=text, relapse_of=ticket, **place)
        again.finder, again.finder_department = by, by.department
        yield at, partial(self._reopen, ticket, again, at, by, text)
        yield from self._registered(again, at)

    def _reopen(self, ticket: Ticket, again: Ticket, at: datetime, by: User, text: str) -> None:
        self.story.act(ticket, Verb.REOPEN, at=at, by=by, note=text)
        self._begin(again, Verb.REPORT, at, by, before=1)[1]()
