"""The sweep by real workers: killed in the middle, and two at once."""

import pytest
from django.db.models import Count

from core.models import Notice
from inspections.models import Escalation, EscalationRun
from tests.patience import wait_until

pytestmark = pytest.mark.worker
SWEEP = "inspections.tasks.sweep"


def is_over() -> bool:
    return EscalationRun.objects.filter(is_open=False, fired__gt=0).exists() and not Escalation.objects.filter(
        fired_at=None
    )


def told() -> list[tuple]:
    people = Notice.objects.values_list("recipient__username", "subject").annotate(times=Count("pk"))
    return sorted(people)


EXPECTED = [("handler", "你单位有 4 件问题已超期", 1), ("handler2", "你单位有 3 件问题已超期", 1)]


@pytest.mark.parametrize("table", ["inspections_escalation", "core_notice", "core_delivery"])
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(overdue, start_worker, send, held, other, table):
    first = start_worker()
    with held(table):
        send(SWEEP)
        wait_until(lambda: other.waiting() == 1, "the sweep's stop at the lock")
        first.kill()
    start_worker()
    send(SWEEP)
    wait_until(is_over, "the second worker's sweep")
    assert told() == EXPECTED
    assert Escalation.objects.filter(fired_at__isnull=False).count() == 7
    assert list(EscalationRun.objects.filter(fired__gt=0).values_list("fired", "notices", "is_open")) == [(7, 2, False)]


def test_two_workers_at_once_fire_each_rung_once_and_tell_each_person_once(overdue, start_worker, send, held, other):
    start_worker()
    start_worker()
    with held("inspections_escalation"):
        send(SWEEP)
        send(SWEEP)
        wait_until(lambda: other.waiting() == 2, "both sweeps' stop at the lock")
    wait_until(is_over, "the end of the sweeps")
    assert told() == EXPECTED
    wait_until(lambda: not EscalationRun.objects.filter(is_open=True).exists(), "the end of both")
    assert sum(EscalationRun.objects.values_list("fired", flat=True)) == 7
