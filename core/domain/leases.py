"""The lease of a running job: signs of life and progress, also during one long transaction."""

import logging
import threading
import time
from typing import Any, Self

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from core.choices import JobState
from core.errors import LeaseLost
from core.models import Job

log = logging.getLogger("campaign.jobs")

TICK_SECONDS = 0.5


class Lease:
    """Holds ``row`` (a claimed job) while its handler runs: use as a context manager around the handler."""

    def __init__(self, row: Job) -> None:
        self.row = row
        self._claim = {"pk": row.pk, "state": JobState.RUNNING, "attempts": row.attempts}
        self._keeper = _Keeper(self._claim)

    def progress(self, done: int, total: int) -> None:
        """Show how far the work is, and that it is alive.

        Inside a transaction the keeper shows it from its own connection, for nobody would see the
        row before the commit. Raises :class:`LeaseLost` when another worker has taken the job over.
        """
        self.row.done, self.row.total = done, total
        if connection.in_atomic_block:
            self._keeper.show(done, total)
        elif not _beat(self._claim, done=done, total=total):
            raise LeaseLost

    def finish(self, **values: Any) -> Job:
        """Write the end of the job, unless another worker has taken it over (:class:`LeaseLost`)."""
        values |= {"finished_at": timezone.now(), "done": self.row.done, "total": self.row.total}
        if not Job.objects.filter(**self._claim).update(**values):
            raise LeaseLost
        self.row.refresh_from_db()
        return self.row

    def __enter__(self) -> Self:
        self._keeper.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._keeper.stop()


def _beat(claim: dict[str, Any], **values: Any) -> int:
    return Job.objects.filter(**claim).update(beat_at=timezone.now(), **values)


class _Keeper(threading.Thread):
    """Renews the lease from a connection of its own; opens none for a job that ends sooner."""

    def __init__(self, claim: dict[str, Any]) -> None:
        super().__init__(name=f"job-{claim['pk']}", daemon=True)
        self._claim = claim
        self._shown: dict[str, int] = {}
        self._news = False
        self._stopped = threading.Event()

    def show(self, done: int, total: int) -> None:
        self._shown, self._news = {"done": done, "total": total}, True

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def run(self) -> None:
        renewed = time.monotonic()
        try:
            while not self._stopped.wait(TICK_SECONDS):
                if self._has_news() or time.monotonic() - renewed > settings.JOB_LEASE_SECONDS / 4:
                    self._renew()
                    renewed = time.monotonic()
        finally:
            connection.close()

    def _has_news(self) -> bool:
        """SQLite has one writer: beside the handler's transaction nothing can be shown, only waited for."""
        return self._news and connection.vendor != "sqlite"

    def _renew(self) -> None:
        self._news = False
        try:
            _beat(self._claim, **self._shown)
        except Error as error:
            log.warning("The lease of job %s could not be renewed: %s", self._claim["pk"], error)
