"""The ladder 催办 → 督办 → 通报: its plan for each ticket, and what the office does with what fired.

A plan is the rows that still have to fire. It stands for the deadline that it was made for: every verb
that sets, moves or ends a deadline calls :func:`replan` in its own transaction. :func:`sweep` fires them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache, partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.models import User
from core import worktime
from core.choices import Clock, JobState
from core.domain import audit, jobs
from core.domain import calendar as working_calendar
from core.errors import passes
from core.models import Job
from core.worktime import Calendar
from inspections.choices import RUNNING_STATES, RungKind
from inspections.domain.sweeps import sweep
from inspections.errors import MissingReason, NotAllowed, TransitionRefused
from inspections.models import Escalation, EscalationRung, Ticket

__all__ = [
    "active_rungs",
    "ask_for_replan",
    "calendar_changed",
    "can_settle",
    "check_settle",
    "fire_time",
    "helps",
    "open_drafts",
    "plan",
    "replan",
    "replan_all",
    "settle",
    "sweep",
]

SETTLED_BY_HAND = (RungKind.SUPERVISE, RungKind.BULLETIN)
CHUNK = 5_000
REPLAN = "escalation.replan"
CALENDAR_PAUSE = timedelta(seconds=30)


def plan(
    tickets: Iterable[Ticket],
    *,
    rungs: Sequence[EscalationRung] | None = None,
    calendar: Calendar | None = None,
    since: datetime | None = None,
) -> list[Escalation]:
    """Return the unsaved rows that the ladder plans for ``tickets``; none where no clock runs.

    ``rungs`` and ``calendar`` default to those in force; ``since`` is when the deadline was decided, at first
    the dispatch. What does not :func:`help <helps>` is left out.
    """
    ladder = active_rungs() if rungs is None else rungs
    days = working_calendar.current() if calendar is None else calendar
    # Deadlines gather at close of business: most tickets of a day share their times.
    times = cache(partial(fire_time, days))
    running = [(ticket, ticket.due_at) for ticket in tickets if ticket.state in RUNNING_STATES and ticket.due_at]
    rows = [
        Escalation(ticket=ticket, rung=rung, due_at=due_at, fire_at=times(due_at, rung.offset, rung.clock))
        for ticket, due_at in running
        for rung in ladder
    ]
    return [row for row in rows if helps(row, since=since)]


def helps(row: Escalation, *, since: datetime | None) -> bool:
    """Answer whether a planned step is worth sending.

    A reminder *before* the deadline is not, where it would come after it, or no later than the decision
    ``since`` (a dispatch, a short extension, a resumption): the unit has just been told the deadline itself.
    """
    if row.rung.offset >= 0:
        return True
    decided_at = since or row.ticket.dispatched_at
    return row.fire_at < row.due_at and (decided_at is None or decided_at < row.fire_at)


def active_rungs() -> list[EscalationRung]:
    """Return the rungs in use."""
    return list(EscalationRung.objects.filter(is_active=True))


def fire_time(calendar: Calendar, due_at: datetime, offset: int, clock: str) -> datetime:
    """Return when a rung fires: ``offset`` units of ``clock`` from the deadline, or at the next opening of business."""
    at = worktime.deadline(calendar, due_at, offset, clock) if offset else due_at
    if worktime.is_working_time(calendar, at):
        return at
    # The last moment of a working period is not in it, but nothing is left to count there either.
    return worktime.add_minutes(calendar, at + timedelta(microseconds=1), 0, Clock.WORK_HOUR)


def replan(ticket: Ticket, *, since: datetime | None = None) -> list[Escalation]:
    """Rewrite what is still to fire for ``ticket``, whose deadline was decided at ``since``.

    A rung that fired for the same deadline stays fired.
    """
    ticket.escalations.planned().delete()
    return Escalation.objects.bulk_create(plan([ticket], since=since), ignore_conflicts=True)


def ask_for_replan(*, by: User | None) -> None:
    """Have the plans of all running tickets rewritten: the office has changed the ladder."""
    jobs.ask(REPLAN, {}, by=by)


def calendar_changed(**_signal: object) -> None:
    """Have the plans counted anew, once for the many days that somebody is entering just now."""
    soon = Job.objects.filter(kind=REPLAN, state=JobState.QUEUED, not_before__gt=timezone.now())
    if Ticket.objects.running().exists() and not soon.exists():
        jobs.ask(REPLAN, {}, not_before=timezone.now() + CALENDAR_PAUSE)


@jobs.handles(REPLAN, _("Planning of reminders anew"))
def replan_all(job: jobs.RunningJob) -> dict[str, int]:
    """Rewrite the plans of all running tickets, some thousands of tickets in each transaction.

    Every step locks its tickets, so that no verb changes a deadline between reading and planning it.
    """
    Escalation.objects.planned().filter(rung__is_active=False).delete()
    at = timezone.now()
    last, done, planned, total = 0, 0, 0, Ticket.objects.running().count()
    while ids := list(Ticket.objects.running().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        planned += _replan_some(ids, at)
        last, done = ids[-1], done + len(ids)
        job.progress(done, max(done, total))
    return {"tickets": done, "planned": planned}


@transaction.atomic
def _replan_some(ids: list[int], at: datetime) -> int:
    """Rewrite the plans of some tickets. A reminder whose time has come stays: the next sweep sends it."""
    tickets = list(Ticket.objects.running().filter(pk__in=ids).order_by("pk").select_for_update())
    planned = Escalation.objects.planned().filter(ticket__in=tickets)
    planned.exclude(fire_at__lte=at, rung__offset__lt=0).delete()
    return len(Escalation.objects.bulk_create(plan(tickets, since=at), ignore_conflicts=True, batch_size=2000))


def open_drafts(user: User) -> QuerySet[Escalation]:
    """Return the 督办 drafts and 通报 candidates that wait for the office, within the row scope of ``user``."""
    waiting = Escalation.objects.visible_to(user).fired().filter(settled_at=None, rung__kind__in=SETTLED_BY_HAND)
    return waiting.select_related("ticket__department", "ticket__area", "ticket__category", "rung")


def check_settle(escalation: Escalation, user: User) -> None:
    """Raise unless ``user`` may settle ``escalation`` and it still waits to be."""
    if not user.has_perm("inspections.settle_escalation"):
        raise NotAllowed
    if escalation.rung.kind not in SETTLED_BY_HAND or escalation.fired_at is None:
        raise TransitionRefused(_("This step of the ladder needs no decision."))
    if escalation.settled_at is not None:
        raise TransitionRefused(_("This has been settled already."))


def can_settle(escalation: Escalation, user: User) -> bool:
    """Answer whether :func:`check_settle` would let it pass."""
    return passes(check_settle, escalation, user)


@transaction.atomic
def settle(escalation: Escalation, *, by: User, at: datetime, note: str) -> Escalation:
    """Write how the office settled a draft or candidate: ``note`` is the decision, and is required."""
    mine = Escalation.objects.select_related("rung", "ticket").select_for_update(of=("self",)).get(pk=escalation.pk)
    check_settle(mine, by)
    if not note.strip():
        raise MissingReason
    mine.settled_at, mine.settled_by, mine.settled_note = at, by, note.strip()
    mine.save(update_fields=["settled_at", "settled_by", "settled_note"])
    audit.record("escalation.settled", by=by, at=at, obj=mine.ticket, rung=mine.rung.name, note=mine.settled_note)
    return mine
