"""Real workers on the test's own database: started, killed, waited for."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import time as clock_time
from datetime import timedelta

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from campaign_portal.celery import app
from core.models import SpecialDay, WorkPeriod
from inspections.choices import Source, TicketState
from inspections.models import Escalation, EscalationRung, Ticket
from tests.patience import PATIENCE_SECONDS, wait_until


def database_url() -> str:
    values = connection.settings_dict
    return f"postgres://{values['USER']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"


class Worker:
    """A Celery worker of one process, in a session of its own."""

    def __init__(self, folder, **environment: str) -> None:
        self.log = (folder / f"worker-{time.monotonic_ns()}.log").open("wb+")
        command = [sys.executable, "-m", "celery", "-A", "campaign_portal", "worker", "--concurrency", "1"]
        self.process = subprocess.Popen(
            [
                *command,
                "--hostname",
                f"{time.monotonic_ns()}@test",
                "--loglevel",
                "INFO",
            ],
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "campaign_portal.settings",
                "DATABASE_URL": database_url(),
                "REDIS_URL": settings.REDIS_URL,
                "MEDIA_ROOT": str(settings.MEDIA_ROOT),
                "JOB_LEASE_SECONDS": "2",
                **environment,
            },
            cwd=settings.BASE_DIR,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        wait_until(self._is_ready, "the start of the worker")

    def _is_ready(self) -> bool:
        assert self.process.poll() is None, self.said()
        return " ready." in self.said()

    def said(self) -> str:
        self.log.flush()
        self.log.seek(0)
        return self.log.read().decode()

    def kill(self) -> None:
        """End main process and pool at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE_SECONDS)
        self.log.close()


@pytest.fixture
def start_worker(transactional_db, tmp_path):
    """Return a function that starts a worker; all are stopped before the database is emptied."""
    started = []

    def start(**environment: str) -> Worker:
        started.append(Worker(tmp_path, **environment))
        return started[-1]

    yield start
    for worker in started:
        worker.stop()


@pytest.fixture
def send():
    """Return a function that sends a task by its name, as beat does."""
    return lambda name, *arguments: app.send_task(name, args=arguments)


class Other:
    """A connection beside Django's, which can hold others up."""

    def __init__(self, raw) -> None:
        self.raw = raw

    def ask(self, sql: str) -> object:
        with self.raw.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]

    def waiting(self) -> int:
        """Return how many of the database's sessions wait for a lock."""
        return self.ask(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )


@pytest.fixture
def other(transactional_db):
    raw = psycopg2.connect(database_url())
    raw.autocommit = True
    yield Other(raw)
    raw.close()


@pytest.fixture
def held(transactional_db, other):
    """Return a context manager that lets others read a table but not write it."""

    @contextmanager
    def hold(table: str):
        holder = psycopg2.connect(database_url())
        with holder.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
        try:
            yield
        finally:
            holder.rollback()
            holder.close()
            wait_until(lambda: not other.waiting(), "the release of the lock")

    return hold


@pytest.fixture
def always_open(transactional_db):
    """Work around the clock, yesterday, today and tomorrow."""
    WorkPeriod.objects.all().delete()
    WorkPeriod(starts=clock_time.min, ends=clock_time.max).save()
    today = timezone.localdate()
    for days in (-1, 0, 1):
        day = today + timedelta(days=days)
        SpecialDay.objects.update_or_create(date=day, defaults={"is_working": True, "name": "试验"})


@pytest.fixture
def overdue(always_open, cast, category) -> list[Ticket]:
    """Seven tickets of two units that have just become overdue, with the rung at the deadline planned."""
    now = timezone.now()
    units = [cast.city.city_management] * 4 + [cast.city.transport] * 3
    tickets = Ticket.objects.bulk_create(
        Ticket(
            number=f"2026-{serial:05}",
            state=TicketState.HANDLING,
            source=Source.PATROL,
            area=cast.city.north,
            category=category,
            description="路边有垃圾。",
            department=unit,
            reported_at=now - timedelta(days=7),
            due_at=now - timedelta(seconds=5),
        )
        for serial, unit in enumerate(units, 1)
    )
    rung = EscalationRung.objects.get(offset=0)
    Escalation.objects.bulk_create(
        Escalation(ticket=ticket, rung=rung, due_at=ticket.due_at, fire_at=ticket.due_at) for ticket in tickets
    )
    return tickets
