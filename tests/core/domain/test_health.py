from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core.choices import JobState
from core.domain import health
from core.models import Job

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def ok(parts: dict) -> dict:
    return {name: part["ok"] for name, part in parts.items()}


def test_a_portal_with_a_worker_is_ready(db):
    health.beat(health.WORKER, at=AT)
    parts = health.readiness(at=AT + timedelta(seconds=30))
    assert ok(parts) == {"database": True, "broker": True, "worker": True, "migrations": True}


def test_a_silent_worker_is_told(db, settings):
    settings.HEARTBEAT_SECONDS = 30
    health.beat(health.WORKER, at=AT)
    assert not health.worker(at=AT + timedelta(seconds=31)).ok


def test_a_worker_busy_with_a_job_is_alive(db):
    Job.objects.create(kind="long", state=JobState.RUNNING, beat_at=AT)
    assert health.worker(at=AT + timedelta(seconds=20)).ok


def test_a_worker_never_seen_is_told(db):
    assert not health.worker(at=AT).ok


def test_a_missing_migration_is_told(db):
    MigrationRecorder(connection).migration_qs.filter(app="core").delete()
    assert not health.migrations().ok


def test_a_broker_that_is_away_is_an_answer_without_its_address(db, settings, caplog):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    health.beat(health.WORKER, at=AT)
    parts = health.readiness(at=AT)
    assert parts["broker"] == {"ok": False, "detail": "ConnectionError"}
    assert [record.name for record in caplog.records] == ["campaign.health"]


def test_the_pages_answer_without_log_in(client, db):
    assert (client.get("/healthz").json(), client.get("/readyz").status_code) == ({"ok": True}, 503)
    health.beat(health.WORKER, at=datetime.now(UTC))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ok"]) == (200, True)


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_the_pages_are_for_reading_only(client, db, address):
    assert client.post(address).status_code == 405
