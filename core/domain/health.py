"""Whether the portal can work: database, broker, worker, migrations."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from core.choices import JobState
from core.models import Heartbeat, Job

log = logging.getLogger("campaign.health")

WORKER = "worker"


@dataclass(frozen=True)
class Check:
    """The answer for one part: ``detail`` is a sentence for whoever runs the portal."""

    ok: bool
    detail: str


def beat(name: str, *, at: datetime) -> None:
    """Write that the part ``name`` is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})


def readiness(*, at: datetime) -> dict[str, dict[str, bool | str]]:
    """Return ``{ok, detail}`` for each part that the portal needs to do its work at ``at``."""
    checks: dict[str, Callable[[], Check]] = {
        "database": database,
        "broker": broker,
        "worker": lambda: worker(at=at),
        "migrations": migrations,
    }
    return {name: asdict(_safely(check)) for name, check in checks.items()}


def _safely(check: Callable[[], Check]) -> Check:
    """A part that is away is an answer, not an error. Its address is for the log, not for everybody."""
    try:
        return check()
    except (Error, redis.RedisError, OSError) as error:
        log.warning("Not ready: %s", error)
        return Check(False, type(error).__name__)


def database() -> Check:
    """Ask the database a question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Check(True, connection.vendor)


def broker() -> Check:
    """Ask Redis, which carries the messages and the cache, for a sign of life."""
    cache.has_key("readyz")
    return Check(True, "redis")


def worker(*, at: datetime) -> Check:
    """Answer whether a worker has shown itself within ``HEARTBEAT_SECONDS``, idle or busy with a job."""
    beats = Heartbeat.objects.filter(name=WORKER).values_list("at", flat=True)
    busy = Job.objects.filter(state=JobState.RUNNING).values_list("beat_at", flat=True)
    seen = [moment for moment in (*beats, *busy) if moment]
    if not seen:
        return Check(False, _("No worker has been seen yet."))
    silent = at - max(seen)
    return Check(
        silent <= timedelta(seconds=settings.HEARTBEAT_SECONDS),
        _("The worker was last seen %(n)d seconds ago.") % {"n": silent.total_seconds()},
    )


def migrations() -> Check:
    """Answer whether the database has the shape that this code expects."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not missing:
        return Check(True, _("All migrations are applied."))
    return Check(False, _("%(n)d migrations are not applied.") % {"n": len(missing)})
