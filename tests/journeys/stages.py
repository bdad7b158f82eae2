"""Where a journey takes place.

Either on the tests' PostgreSQL and Redis with a real worker beside, or on the portal as ``make run`` starts it.
"""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from tests.conventions.source import ROOT
from tests.services import free_port

# Seconds that a process may take to come up on a busy machine.
PATIENCE = 60


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen]:
    """Keep a process of the portal running; ended as a person would end it."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command], env=environment, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)


def beside_the_test(media: Path) -> dict[str, str]:
    """Return the environment in which another process works on the database and the files of this test."""
    place = connection.settings_dict
    address = f"postgres://{place['USER']}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
    return {**os.environ, "DATABASE_URL": address, "MEDIA_ROOT": str(media)}


@contextlib.contextmanager
def worker(media: Path, folder: Path) -> Iterator[subprocess.Popen]:
    """Run a real Celery worker with beat beside the test."""
    command = ["-m", "celery", "-A", "campaign_portal", "worker", "--beat", "--concurrency", "1"]
    options = ["--loglevel", "WARNING", "--schedule", str(folder / "beat")]
    with running([*command, *options], beside_the_test(media), folder / "worker.log") as process:
        yield process


@contextlib.contextmanager
def embedded_portal(folder: Path) -> Iterator[str]:
    """Run the whole portal on SQLite and its embedded broker, with the cast of the tests; give its address."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "campaign_portal.settings"}
    subprocess.run([sys.executable, "-m", "tests.journeys.seed"], cwd=ROOT, env=environment, check=True)
    port = free_port()
    command = ["manage.py", "run_portal", "--no-demo", "--port", str(port)]
    with running(command, environment, folder / "portal.log"):
        _wait_for(port, folder / "portal.log")
        yield f"http://127.0.0.1:{port}"


def _wait_for(port: int, log: Path) -> None:
    for _ in range(PATIENCE * 5):
        if _answers(port):
            return
        time.sleep(0.2)
    raise RuntimeError(f"The portal did not come up:\n{log.read_text()}")


def _answers(port: int) -> bool:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
