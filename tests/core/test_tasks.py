import os
import subprocess
import sys

from django.conf import settings
from django.utils import timezone

from campaign_portal.celery import app
from core import tasks
from core.choices import DeliveryState
from core.domain import health, jobs, notices
from core.models import Delivery, Job


def test_beat_names_tasks_that_exist():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} - set(app.tasks) == set()


def test_the_domain_wakes_workers_by_messages():
    assert jobs.wake is tasks.wake


def test_a_job_message_runs_its_job(db):
    jobs.handles("echo")(lambda job: job.payload)
    job = jobs.ask("echo", {"n": 1})
    tasks.run_job(job.pk)
    assert Job.objects.get().result == {"n": 1}
    del jobs._handlers["echo"]


def test_picking_up_runs_what_was_left(db):
    jobs.handles("echo")(lambda job: job.payload)
    jobs.ask("echo", {"n": 1})
    tasks.pick_up()
    assert Job.objects.get().result == {"n": 1}
    del jobs._handlers["echo"]


def test_delivering_empties_the_outbox(cast):
    notices.tell([cast.handler], kind="test", subject="请处置", at=timezone.now())
    tasks.deliver()
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_a_heartbeat_makes_the_worker_ready(db):
    tasks.heartbeat()
    assert health.worker(at=timezone.now()).ok


def test_a_broker_that_is_away_holds_nobody_up():
    asking = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", "from core import tasks; tasks.wake(1)"],
        env=os.environ | {"REDIS_URL": "redis://127.0.0.1:1/0"},
        cwd=settings.BASE_DIR,
        stderr=subprocess.PIPE,
        text=True,
        timeout=30,
        check=True,
    )
    assert "campaign.jobs Job 1 waits for the next pick-up, the broker is away" in asking.stderr
