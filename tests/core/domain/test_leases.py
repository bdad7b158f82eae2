"""Signs of life during one long transaction: another connection sees them."""

import time

import psycopg2
import pytest
from django.db import connection, transaction

from core.domain import jobs
from core.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_SECONDS = 30


@pytest.fixture
def seen_by_others():
    """Return a function that waits until another connection sees what is expected of the job's row."""
    values = connection.settings_dict
    raw = psycopg2.connect(user=values["USER"], host=values["HOST"], port=values["PORT"], dbname=values["NAME"])
    raw.autocommit = True

    def wait_for(expected) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not expected(*row()):
            assert time.monotonic() < until, "nobody else saw it"
            time.sleep(0.05)

    def row() -> tuple:
        with raw.cursor() as cursor:
            cursor.execute("SELECT done, beat_at FROM core_job")
            return cursor.fetchone()

    yield wait_for
    raw.close()


@pytest.fixture
def run_in_a_transaction():
    """Return a function that runs a job whose handler works in one transaction."""

    def run(work) -> Job:
        @jobs.handles("long")
        def handler(job: jobs.RunningJob) -> None:
            with transaction.atomic():
                work(job)

        job = jobs.ask("long", {})
        assert jobs.run_waiting() == 1
        job.refresh_from_db()
        return job

    yield run
    del jobs._handlers["long"]


def test_progress_is_seen_before_the_transaction_ends(run_in_a_transaction, seen_by_others):
    def work(job):
        job.progress(3, 7)
        seen_by_others(lambda done, beat_at: done == 3)

    job = run_in_a_transaction(work)
    assert (job.state, job.done, job.total) == ("done", 3, 7)


def test_the_lease_of_a_silent_handler_is_renewed(run_in_a_transaction, seen_by_others, settings):
    settings.JOB_LEASE_SECONDS = 2
    job = run_in_a_transaction(lambda job: seen_by_others(lambda done, beat_at: beat_at > job.row.beat_at))
    assert (job.state, job.attempts) == ("done", 1)
