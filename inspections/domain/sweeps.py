"""The sweep of the ladder: fires what is due, in sets, safe with several workers and after a SIGKILL.

A run is open from its first fired rung until its notices are written. Rungs fire in short transactions
(:func:`_fire_chunk`), each marked with the run; then one transaction writes the notices of all of them and
closes the run. Workers that sweep at once share the open run; one that comes after a killed worker finds
the run open and finishes it. So no rung fires twice, and nobody is told twice or not at all.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Min, Q, QuerySet

from core import worktime
from core.domain import calendar as working_calendar
from core.domain import notices
from inspections.choices import RUNNING_STATES, Quiet
from inspections.domain.rung_notices import Share, notices_of
from inspections.models import Escalation, EscalationRun

# Rows of one transaction: enough to be fast, few enough that no verb waits long for its ticket's rows.
CHUNK = 20_000
# A longer silence begins a new row of idle sweeps, so that the page shows the gap.
GAP = timedelta(minutes=5)


def sweep(*, at: datetime, worker: str) -> EscalationRun:
    """Fire every rung that is due at ``at`` and tell the people concerned; return the run.

    Outside working time, and with nothing due, the run says why it kept quiet.
    """
    if not worktime.is_working_time(working_calendar.current(), at):
        return _keep_quiet(Quiet.REST, at=at, worker=worker)
    if not _is_due(at) and not EscalationRun.objects.filter(is_open=True).exists():
        return _keep_quiet(Quiet.NOTHING_DUE, at=at, worker=worker)
    run = _open_run(at, worker)
    while _fire_chunk(run, at):
        pass
    return _close(run, at)


def next_fire_times() -> QuerySet[Escalation, datetime]:
    """Return when what is planned fires, soonest first: read from the partial index alone."""
    return Escalation.objects.planned().order_by("fire_at").values_list("fire_at", flat=True)


def _is_due(at: datetime) -> bool:
    soonest = next_fire_times().first()
    return soonest is not None and soonest <= at


def _due(at: datetime) -> QuerySet[Escalation]:
    return Escalation.objects.planned().filter(fire_at__lte=at)


def _still_true(at: datetime) -> Q:
    """Return which rungs still say something true: the clock runs, and what was to come has not passed."""
    running = Q(ticket__state__in=RUNNING_STATES, ticket__due_at=F("due_at"))
    return running & (Q(rung__offset__gte=0) | Q(due_at__gt=at))


def _keep_quiet(why: Quiet, *, at: datetime, worker: str) -> EscalationRun:
    """Note a sweep that fired nothing: in the last row, if that one kept quiet for the same reason."""
    last = EscalationRun.objects.order_by("-pk").first()
    if last and last.quiet_because == why and last.finished_at and at - last.finished_at <= GAP:
        EscalationRun.objects.filter(pk=last.pk).update(finished_at=at, worker=worker, sweeps=F("sweeps") + 1)
        last.refresh_from_db()
        return last
    return EscalationRun.objects.create(started_at=at, finished_at=at, is_open=False, worker=worker, quiet_because=why)


def _open_run(at: datetime, worker: str) -> EscalationRun:
    """Return the open run, opened if there is none: that of a worker beside us, or of one that was killed."""
    open_runs = EscalationRun.objects.filter(is_open=True)
    while (run := open_runs.first()) is None:
        EscalationRun.objects.bulk_create([EscalationRun(started_at=at, worker=worker)], ignore_conflicts=True)
    return run


@transaction.atomic
def _fire_chunk(run: EscalationRun, at: datetime) -> int:
    """Fire up to ``CHUNK`` rungs in the name of ``run``, if it is still open; return how many."""
    if not _hold_open(run):
        return 0
    mine = _due(at).filter(_still_true(at)).order_by("fire_at").select_for_update(skip_locked=True, of=("self",))
    return Escalation.objects.filter(pk__in=mine.values("pk")[:CHUNK]).update(fired_at=at, run=run)


def _hold_open(run: EscalationRun) -> bool:
    """Keep others from closing the run until our transaction ends; answer whether it is open.

    A shared lock, which the ORM has no word for: several workers fire at once. SQLite has one writer anyway.
    """
    if connection.vendor != "postgresql":
        return EscalationRun.objects.filter(pk=run.pk, is_open=True).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM inspections_escalationrun WHERE id = %s AND is_open FOR SHARE", [run.pk])
        return cursor.fetchone() is not None


@transaction.atomic
def _close(run: EscalationRun, at: datetime) -> EscalationRun:
    """Tell the people what the run fired and close it, once; waits for the workers that still fire in it."""
    mine = EscalationRun.objects.select_for_update().get(pk=run.pk)
    if mine.is_open:
        _due(at).exclude(_still_true(at)).delete()
        shares = _shares(mine)
        values = {"notices": notices.post(notices_of(shares, run=mine, at=at)), "counts": _counts(shares)}
        _finish(mine, fired=sum(share.tickets for share in shares), finished_at=at, **values)
    return mine


def _finish(run: EscalationRun, **values: Any) -> None:
    values |= {"is_open": False, "quiet_because": "" if values["fired"] else Quiet.NOTHING_DUE}
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))


def _shares(run: EscalationRun) -> list[Share]:
    """Count what the run fired by rung and responsible unit, in the database."""
    groups = run.escalations.order_by().values("rung_id", "ticket__department_id")
    counted = groups.annotate(tickets=Count("pk"), number=Min("ticket__number"))
    return [
        Share(row["rung_id"], row["ticket__department_id"], row["tickets"], row["number"])
        for row in counted.order_by("rung_id", "ticket__department_id")
    ]


def _counts(shares: list[Share]) -> dict[str, int]:
    """Return fired tickets by rung id (a string, for JSON)."""
    counts: dict[str, int] = {}
    for share in shares:
        counts[str(share.rung_id)] = counts.get(str(share.rung_id), 0) + share.tickets
    return counts
