"""Web, worker, beat and broker as the children of one command."""

import errno
import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.running import broker
from core.running.children import Child, Household

WEB_WORKERS, WEB_THREADS, TASK_PROCESSES = 2, 4, 2
BROKER_SECONDS, WEB_SECONDS, LOOK_SECONDS = 10, 60, 0.5
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - asked for, not bound here


class CannotStart(DomainError):
    """A reason why the portal cannot be started, in a sentence."""


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the folder of the portal: a second portal in it would share its database and broker unawares."""
    with (Path(settings.VAR_DIR) / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(_("The portal already runs from %(path)s.") % {"path": settings.VAR_DIR}) from None
        yield


def check_port(host: str, port: int) -> None:
    """Raise :class:`CannotStart` unless the port of the host is free for us."""
    words = {"host": host, "port": port, "other": port + 1}
    try:
        family, kind, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotStart(
                _("Port %(port)d is taken. Choose another one: make run PORT=%(other)d") % words
            ) from error
        raise CannotStart(_("%(host)s:%(port)d cannot be used: ") % words + str(error)) from error


class Portal:
    """The running portal at ``http://host:port``; ``say`` tells the person at the terminal."""

    def __init__(self, host: str, port: int, say: Callable[[str], None]) -> None:
        self.host, self.port = host, port
        shown = EVERY_ADDRESS.get(host, host)
        self.address = f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
        self.logs = Path(settings.VAR_DIR) / "log"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.household = Household(say)

    def start_broker(self) -> None:
        """Start the embedded broker, if nobody has given one."""
        if broker.is_embedded():
            self.household.add(Child("redis", broker.command(), self.logs / "redis.log"))
            broker.await_answer(BROKER_SECONDS)

    def start(self) -> None:
        """Start web server and worker, and return as soon as a page answers: the worker does not delay it."""
        self.household.add(self._child("web", self._web()))
        self._await_page()
        self.household.add(self._child("worker", self._worker()))

    def _child(self, name: str, words: list[str]) -> Child:
        site = {"SITE_URL": os.environ.get("SITE_URL", self.address)}
        return Child(name, [sys.executable, "-m", *words], self.logs / f"{name}.log", site)

    def _worker(self) -> list[str]:
        return ["celery", "-A", "campaign_portal", "worker", "--beat", "--concurrency", str(TASK_PROCESSES)]

    def _web(self) -> list[str]:
        size = ["--workers", str(WEB_WORKERS), "--blocking-threads", str(WEB_THREADS), "--no-ws"]
        where = ["--host", self.host, "--port", str(self.port)]
        return ["granian", "--interface", "wsgi", *where, *size, "campaign_portal.wsgi:application"]

    def _await_page(self) -> None:
        until = time.monotonic() + WEB_SECONDS
        while not self._answers():
            if time.monotonic() > until:
                raise CannotStart(_("The web server does not answer; see %(log)s.") % {"log": self.logs / "web.log"})
            self.household.look_after()
            time.sleep(LOOK_SECONDS / 5)

    def _answers(self) -> bool:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            return bool(urllib.request.urlopen(f"{self.address}/healthz", timeout=2).status)  # noqa: S310
        return False

    def run(self) -> None:
        """Look after the processes until :class:`KeyboardInterrupt`."""
        while True:
            time.sleep(LOOK_SECONDS)
            self.household.look_after()

    def stop(self) -> None:
        """Stop every process, the broker last; nothing interrupts that."""
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        self.household.stop()


def stop_on_signals() -> None:
    """Let SIGTERM and a closed terminal end the run as Ctrl-C does: by :class:`KeyboardInterrupt`."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.default_int_handler)
