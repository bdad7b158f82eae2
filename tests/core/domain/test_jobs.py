from datetime import timedelta

import pytest
from django.utils import timezone

from core.choices import JobState
from core.domain import jobs
from core.errors import DomainError, LeaseLost
from core.models import Job, Notice


@pytest.fixture
def handler():
    """Register the handler of a kind for one test."""
    registered = []

    def register(kind, function):
        jobs.handles(kind)(function)
        registered.append(kind)

    yield register
    for kind in registered:
        del jobs._handlers[kind]


def silent_since(job: Job, seconds: int) -> None:
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(seconds=seconds))


def test_a_job_is_run_and_keeps_its_result(db, handler):
    handler("double", lambda job: {"twice": job.payload["n"] * 2})
    job = jobs.ask("double", {"n": 21})
    assert jobs.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts, job.worker) == (JobState.DONE, {"twice": 42}, 1, "inline")


def test_a_worker_is_woken_after_commit_only(db, monkeypatch, django_capture_on_commit_callbacks):
    woken = []
    monkeypatch.setattr(jobs, "wake", woken.append)
    with django_capture_on_commit_callbacks() as callbacks:
        job = jobs.ask("double", {})
        assert woken == []
    for callback in callbacks:
        callback()
    assert woken == [job.pk]


def test_a_running_job_is_left_to_its_worker(db, handler):
    handler("double", lambda job: {})
    job = jobs.ask("double", {})
    Job.objects.update(state=JobState.RUNNING, worker="other", beat_at=timezone.now())
    assert jobs.run(job.pk, worker="me") is None


def test_an_abandoned_job_is_taken_over(db, handler, settings):
    settings.JOB_LEASE_SECONDS = 60
    handler("double", lambda job: {})
    job = jobs.ask("double", {})
    Job.objects.update(state=JobState.RUNNING, worker="dead", attempts=1)
    silent_since(job, 61)
    assert jobs.pick_up(worker="me", at=timezone.now()) == 1
    job.refresh_from_db()
    assert (job.state, job.worker, job.attempts) == (JobState.DONE, "me", 2)


def test_a_job_that_was_taken_over_does_not_finish_twice(db, handler):
    def lose_the_lease(job):
        Job.objects.filter(pk=job.row.pk).update(worker="other", attempts=2)

    handler("slow", lose_the_lease)
    job = jobs.ask("slow", {})
    with pytest.raises(LeaseLost):
        jobs.run(job.pk, worker="me")
    job.refresh_from_db()
    assert (job.state, job.worker) == (JobState.RUNNING, "other")


def test_a_job_that_kills_its_workers_is_given_up(db, handler):
    handler("deadly", lambda job: {})
    job = jobs.ask("deadly", {})
    Job.objects.update(state=JobState.RUNNING, attempts=jobs.MAX_ATTEMPTS)
    silent_since(job, 3600)
    jobs.pick_up(worker="me", at=timezone.now())
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.FAILED, {})


def test_a_job_waits_for_its_time(db, handler):
    handler("later", lambda job: {})
    now = timezone.now()
    jobs.ask("later", {}, not_before=now + timedelta(hours=1))
    assert jobs.pick_up(worker="me", at=now) == 0
    assert jobs.claimable(now + timedelta(hours=1)).count() == 1


def test_a_refusal_of_the_rules_is_told_to_the_asker_in_its_own_words(cast, handler):
    def refuse(job):
        raise DomainError("这份清单已被撤销。")

    handler("refused", refuse)
    job = jobs.ask("refused", {}, by=cast.administrator)
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "这份清单已被撤销。")
    assert list(Notice.objects.values_list("recipient__username", "kind", "body")) == [
        ("admin", "job.failed", "这份清单已被撤销。")
    ]


def test_an_unforeseen_error_is_logged_and_kept(db, handler, caplog):
    handler("broken", lambda job: {}[0])
    job = jobs.ask("broken", {})
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "KeyError: 0")
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_kind_that_nobody_handles_fails_with_its_name(db, caplog):
    job = jobs.ask("unknown", {})
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "KeyError: 'unknown'")
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_progress_is_kept_with_the_job(db, handler):
    handler("steps", lambda job: job.progress(3, 7))
    job = jobs.ask("steps", {})
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.done, job.total) == (3, 7)


@pytest.mark.django_db(transaction=True)
def test_progress_outside_a_transaction_renews_the_lease_at_once(handler):
    seen = []

    def work(job):
        Job.objects.filter(pk=job.row.pk).update(beat_at=timezone.now() - timedelta(seconds=50))
        job.progress(1, 2)
        seen.append(jobs.claimable(timezone.now() + timedelta(seconds=50)).count())

    handler("steps", work)
    jobs.ask("steps", {})
    jobs.run_waiting()
    assert seen == [0]
