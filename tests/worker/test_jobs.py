"""Jobs by real workers: woken by a message, taken over after a SIGKILL."""

import pytest

from core.choices import JobState
from core.domain import health
from core.models import Heartbeat, Job
from inspections.domain import escalation
from tests.patience import wait_until

pytestmark = pytest.mark.worker


def state() -> str:
    return Job.objects.get().state


def test_a_worker_shows_itself_as_soon_as_it_has_come(start_worker):
    start_worker()
    wait_until(lambda: Heartbeat.objects.filter(name=health.WORKER).exists(), "the sign of life")


def test_a_job_is_run_as_soon_as_it_is_asked_for(overdue, start_worker, cast):
    start_worker()
    escalation.ask_for_replan(by=cast.clerk)
    wait_until(lambda: state() == JobState.DONE, "the job")
    assert Job.objects.get().result == {"tickets": 7, "planned": 21}


def test_a_job_whose_worker_was_killed_is_finished_by_the_next(
    overdue,
    start_worker,
    send,
    held,
    other,
    cast,
):
    first = start_worker()
    with held("inspections_escalation"):
        escalation.ask_for_replan(by=cast.clerk)
        wait_until(lambda: other.waiting() == 1, "the job's stop at the lock")
        first.kill()
    assert state() == JobState.RUNNING
    start_worker()
    wait_until(lambda: send("core.tasks.pick_up") and state() == JobState.DONE, "the second worker's job")
    assert (Job.objects.get().attempts, Job.objects.get().result) == (2, {"tickets": 7, "planned": 21})
