"""The processes of the portal: started, watched, started again when one dies, stopped in order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _

from core.errors import DomainError

STOP_SECONDS = 20
DEATHS = 3
WITHIN_SECONDS = 60
LOG_BYTES = 10 * 1024 * 1024


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1


def _end_with(parent: int) -> None:
    """Have the kernel ask the child to stop when ``parent`` is killed: nobody else would (prctl(2)).

    A parent that was killed before the kernel was asked sends nothing any more: then the child ends here.
    """
    if not _libc:
        return
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(os.EX_UNAVAILABLE)


class DiesAgainAndAgain(DomainError):
    """A process that cannot be kept alive."""


@dataclass
class Child:
    """One process. What it says goes to ``log``; it leads a session of its own, so that Ctrl-C reaches us alone."""

    name: str
    command: list[str]
    log: Path
    env: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=DEATHS))

    def start(self) -> None:
        """Start the process; its log goes on, or begins anew when it has grown too long."""
        too_long = self.log.exists() and self.log.stat().st_size > LOG_BYTES
        with self.log.open("wb" if too_long else "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | self.env,
                start_new_session=True,
                preexec_fn=partial(_end_with, os.getpid()),
            )

    @property
    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Ask the main process alone: Celery's pool hangs when each of its processes is asked too."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def await_end(self, seconds: float) -> None:
        """Wait for the end of the main process for at most ``seconds``, and make an end of all that is left."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self.clear_away()

    def clear_away(self) -> None:
        """End what is left of the session: a main process that was killed leaves its pool behind."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Household:
    """The children of one command. ``say`` tells the person at the terminal."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.children: list[Child] = []
        self.say = say
        self.stopping = False

    def add(self, child: Child) -> None:
        """Start ``child`` and look after it; children are stopped in the opposite order."""
        self.children.append(child)
        child.start()

    def look_after(self) -> None:
        """Start again whoever has died. Raises :class:`DiesAgainAndAgain` after ``DEATHS`` within a minute."""
        for child in self.children:
            if child.is_dead and not self.stopping:
                self._revive(child)

    def _revive(self, child: Child) -> None:
        child.deaths.append(time.monotonic())
        words = {"name": child.name, "log": child.log}
        if len(child.deaths) == DEATHS and child.deaths[-1] - child.deaths[0] < WITHIN_SECONDS:
            raise DiesAgainAndAgain(_("“%(name)s” dies again and again; its log %(log)s says why.") % words)
        self.say(_("“%(name)s” has died and is started again; see %(log)s.") % words)
        child.clear_away()
        child.start()

    def stop(self) -> None:
        """Stop all of them, the last one first."""
        self.stopping = True
        for child in reversed(self.children):
            child.ask_to_stop()
            child.await_end(STOP_SECONDS)
