"""The sweep of the ladder over a million tickets, against the bare statements that any such sweep needs."""

import resource
import statistics
import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from bench.context import Context
from bench.result import Result

TICKETS, DUE, UNITS, ROUNDS = 1_000_000, 200_000, 118, 3
AT = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

# The bare work: raise each ticket and write one row of history for each, in one statement.
FLOOR = """
    WITH raised AS (
        UPDATE inspections_ticket SET version = version + 1
        WHERE state IN ('dispatched', 'handling') AND due_at <= %(at)s
        RETURNING id, state
    )
    INSERT INTO inspections_ticketevent (ticket_id, verb, from_state, to_state, at, note, data)
    SELECT id, 'attach', state, state, %(at)s, '', '{}' FROM raised
"""
TICKET_ROWS = """
    INSERT INTO inspections_ticket (
        number, state, version, source, area_id, place, category_id, description, department_id, reported_at,
        registered_at, dispatched_at, closed_at, due_at, limit_clock, calendar_version, on_the_spot, rework_count,
        return_count)
    SELECT 'B' || n, CASE WHEN n <= %(running)s THEN 'handling' ELSE 'closed' END, 3, 'patrol', a.id, '中山路', c.id,
        '路边有暴露垃圾，需要清理。', d.ids[1 + n %% %(units)s], %(at)s::timestamptz - interval '9 days',
        %(at)s::timestamptz - interval '9 days', %(at)s::timestamptz - interval '9 days',
        CASE WHEN n > %(running)s THEN %(at)s END,
        CASE WHEN n <= %(due)s THEN %(at)s::timestamptz - interval '1 second' * (n %% 3600)
             ELSE %(at)s::timestamptz + interval '1 minute' * (n %% 9999 + 1) END,
        'work_day', '', false, 0, 0
    FROM generate_series(1, %(tickets)s) n,
         (SELECT min(id) AS id FROM command_area) a, (SELECT min(id) AS id FROM inspections_category) c,
         (SELECT array_agg(id) AS ids FROM command_department) d
"""
# Every running ticket has its rungs planned: those at the deadline are due now, the later ones are not.
PLANNED_ROWS = """
    INSERT INTO inspections_escalation (ticket_id, rung_id, due_at, fire_at, settled_note)
    SELECT t.id, r.id, t.due_at, t.due_at + interval '1 day' * r.offset, ''
    FROM inspections_ticket t, inspections_escalationrung r WHERE t.state = 'handling' AND r.offset >= 0
"""
RESET = """
    UPDATE inspections_escalation SET fired_at = NULL, run_id = NULL WHERE fired_at IS NOT NULL;
    DELETE FROM core_delivery; DELETE FROM core_notice; DELETE FROM inspections_escalationrun;
    DELETE FROM inspections_ticketevent;
"""


def run(context: Context) -> list[Result]:
    """Return the ratio of the sweep to its floor, of an idle sweep to a full one, and the memory it took."""
    from inspections.domain import escalation

    due = _prepare(context)
    before = _peak()
    ours, floor, idle = [], [], []
    for _ in range(ROUNDS):
        _reset()
        floor.append(_timed(lambda: _execute(FLOOR, {"at": AT})))
        _reset()
        ours.append(_timed(lambda: escalation.sweep(at=AT, worker="bench")))
        idle.append(_timed(lambda: escalation.sweep(at=AT, worker="bench")))
    _check(due)
    full, bare, nothing = (statistics.median(times) for times in (ours, floor, idle))
    told = _one("SELECT count(*) FROM core_notice")
    note = f"{due:,} of {context.size(TICKETS):,} tickets cross a rung; {told} people told, with e-mail"
    return [
        Result.of("sweep", ours=full, floor=bare, bar=2, unit="s", note=note),
        Result.of("idle sweep ÷ full sweep", ours=nothing, floor=full, bar=0.01, unit="s", note=_plan()),
        Result.of("peak memory of the sweep", ours=_peak(), floor=before, bar=None, unit="MiB", note="÷ before it"),
    ]


def _prepare(context: Context) -> int:
    """Fill the database and return how many rungs are due."""
    from command.choices import DepartmentKind, Role
    from command.models import Department, User
    from inspections.models import EscalationRung

    EscalationRung.objects.filter(offset=1).update(offset=2)
    Department.objects.bulk_create(Department(name=f"单位{n}", kind=DepartmentKind.MEMBER_UNIT) for n in range(UNITS))
    people = User.objects.bulk_create(
        User(username=f"u{n}", name=f"办理员{n}", email=f"u{n}@example.test", department=department)
        for n, department in enumerate([*Department.objects.all()] * 2)
    )
    _join(people, Role.HANDLER)
    tickets, due = context.size(TICKETS), context.size(DUE)
    sizes = {"at": AT, "tickets": tickets, "due": due, "running": due * 3 // 2, "units": UNITS}
    _execute(TICKET_ROWS, sizes)
    _execute(PLANNED_ROWS)
    return due


def _join(people: list, role: str) -> None:
    from django.contrib.auth.models import Group

    Group.objects.get(name=role).user_set.set(people)


def _reset() -> None:
    """Undo what a round did, and let the database be as tidy as autovacuum keeps it."""
    _execute(RESET)
    for table in ("inspections_ticket", "inspections_escalation", "inspections_ticketevent", "core_notice"):
        _execute(f"VACUUM ANALYZE {table}")
    _execute("CHECKPOINT")


def _check(due: int) -> None:
    fired = _one("SELECT count(*) FROM inspections_escalation WHERE fired_at IS NOT NULL")
    if fired != due:
        raise AssertionError(f"{fired} rungs fired, {due} were due")


def _plan() -> str:
    """Return how the database looks for the next rung that is due."""
    from inspections.domain.sweeps import next_fire_times

    plan = next_fire_times()[:1].explain().splitlines()
    return next(line.strip(" ->").split("  (")[0] for line in plan if "Scan" in line)


def _execute(sql: str, params: dict | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _peak() -> float:
    """Return the peak memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
