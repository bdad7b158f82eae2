"""Own work in the background: seen, stopped and fetched by who asked for it, and by nobody else."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from core.choices import JobState
from core.domain import jobs, kept_files
from core.models import Job, KeptFile, Notice

pytestmark = pytest.mark.django_db
SEEN: list[str] = []


@jobs.handles("test.long")
def long_work(job):
    job.progress(1, 3)
    if job.payload.get("stop"):
        jobs.cancel(job.row, at=timezone.now())
    job.progress(2, 3)
    SEEN.append("went on")
    return kept_files.keep(job, io.BytesIO(b"made"), name="list.xlsx")


@pytest.fixture
def asked(cast):
    SEEN.clear()
    return jobs.ask("test.long", {"title": "清单"}, by=cast.clerk)


def test_how_far_it_is_and_then_where_it_is(client, cast, asked):
    client.force_login(cast.clerk)
    address = f"/jobs/{asked.pk}/"
    waiting = client.get(address).content.decode()
    jobs.run_waiting()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("<progress" in waiting, "hx-trigger" in waiting) == (True, True)
    assert (f"{address}file/" in part, "hx-trigger" in part, "<html" in part) == (True, False, False)
    sent = client.get(f"{address}file/")
    assert (b"".join(sent.streaming_content), sent.headers["Content-Disposition"]) == (
        b"made",
        'attachment; filename="list.xlsx"',
    )


def test_nobody_else_sees_stops_or_fetches_it(client, cast, asked):
    jobs.run_waiting()
    client.force_login(cast.administrator)
    found = [client.get(f"/jobs/{asked.pk}/"), client.get(f"/jobs/{asked.pk}/file/")]
    found.append(client.post(f"/jobs/{asked.pk}/cancel/"))
    assert [answer.status_code for answer in found] == [404, 404, 404]


def test_what_waits_can_be_cancelled(client, cast, asked):
    client.force_login(cast.clerk)
    client.post(f"/jobs/{asked.pk}/cancel/")
    assert jobs.run_waiting() == 0
    assert (Job.objects.get().state, SEEN) == (JobState.CANCELLED, [])
    assert "已取消" in client.get(f"/jobs/{asked.pk}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_runs_stops_at_its_next_sign_of_progress(cast):
    SEEN.clear()
    jobs.ask("test.long", {"stop": True}, by=cast.clerk)
    jobs.run_waiting()
    assert (Job.objects.get().state, SEEN, KeptFile.objects.count()) == (JobState.CANCELLED, [], 0)
    assert Notice.objects.count() == 0


def test_what_has_ended_cannot_be_cancelled(cast, asked):
    jobs.run_waiting()
    assert jobs.cancel(asked, at=timezone.now()) is False


def test_a_file_is_kept_for_a_day_and_a_job_for_its_days(cast, asked):
    jobs.run_waiting()
    path = Path(KeptFile.objects.get().file.path)
    at = timezone.now()
    assert (kept_files.forget(at=at), jobs.forget(at=at)) == (0, 0)
    assert kept_files.forget(at=at + timedelta(days=1, minutes=1)) == 1
    assert not path.exists()
    assert jobs.forget(at=at + timedelta(days=91)) == 1


def test_what_failed_says_why(client, cast):
    failed = Job.objects.create(kind="x", created_by=cast.clerk, state=JobState.FAILED, error="没有权限")
    client.force_login(cast.clerk)
    assert "没有权限" in client.get(f"/jobs/{failed.pk}/").content.decode()
