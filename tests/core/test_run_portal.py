"""The whole portal under one command, really started."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.services import free_port

PATIENCE_SECONDS = 120
GIVEN = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")


def wait_until(happened, what):
    """Wait for it; ``what`` names it, or finds its name once it did not happen."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (answer := happened()):
        assert time.monotonic() < until, f"{what() if callable(what) else what} did not happen"
        time.sleep(0.05)
    return answer


class Running:
    """``manage.py run_portal`` in a folder of its own, on SQLite and the embedded broker."""

    def __init__(self, folder: Path, port: int) -> None:
        self.address, self.var, self.said_in = f"http://127.0.0.1:{port}", folder / "var", folder / f"said-{port}"
        kept = {name: value for name, value in os.environ.items() if name not in GIVEN}
        places = {"VAR_DIR": str(self.var), "STATIC_ROOT": str(folder / "static")}
        with self.said_in.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run_portal", "--port", str(port), "--no-demo"],
                cwd=settings.BASE_DIR,
                env=kept | places,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.said_in.read_text()

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.said()
        return self.address in self.said()

    def readiness(self) -> dict | None:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=10) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError:
            return None

    def children(self) -> list[int]:
        """Return the processes whose environment names our folder, but not the command itself."""
        mine = f"VAR_DIR={self.var}\0".encode()
        return [pid for pid in processes() if mine in environment(pid) and pid != self.process.pid]

    def stop(self, how: int) -> int:
        self.process.send_signal(how)
        return self.process.wait(60)


def processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


@pytest.fixture
def start(tmp_path):
    """Return a function that starts the portal; what is left of it is ended."""
    started = []

    def start(port: int) -> Running:
        started.append(Running(tmp_path, port))
        return started[-1]

    yield start
    for running in started:
        if running.process.poll() is None:
            running.stop(signal.SIGTERM)


def test_the_portal_starts_answers_revives_a_process_and_stops_cleanly(start):
    running = start(free_port())
    wait_until(running.is_ready, "the portal")
    assert wait_until(running.readiness, "readiness")["ok"]
    worker = next(pid for pid in running.children() if b"celery" in command(pid))
    os.killpg(worker, signal.SIGKILL)
    wait_until(lambda: "worker.log" in running.said(), "the notice of the death")
    wait_until(lambda: any(b"celery" in command(pid) for pid in running.children()), "the revival")
    assert running.stop(signal.SIGINT) == 0
    assert running.children() == []


def test_a_second_start_in_the_same_folder_is_refused_with_a_sentence(start):
    running = start(free_port())
    wait_until(running.is_ready, "the portal")
    again = start(free_port())
    assert again.process.wait(60) == 1
    assert "该目录下的平台已在运行" in again.said()
    assert running.stop(signal.SIGTERM) == 0
    assert running.children() == []


def test_a_command_that_is_killed_leaves_no_process_behind(start):
    running = start(free_port())
    wait_until(running.is_ready, "the portal")
    assert running.stop(signal.SIGKILL) == -signal.SIGKILL
    wait_until(lambda: running.children() == [], lambda: f"the end of {[command(pid) for pid in running.children()]}")


def test_a_port_that_is_taken_is_told_in_a_sentence(start):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        running = start(port)
        assert running.process.wait(60) == 1
    assert f"端口 {port} 已被占用，请换一个：make run PORT={port + 1}" in running.said()


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_what_is_no_port_is_told_in_a_sentence(port):
    with pytest.raises(CommandError, match=f"端口应为 1 至 65535 之间的数字，而不是“{port}”。"):
        call_command("run_portal", "--port", port)
