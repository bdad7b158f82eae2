"""What the loading of the demonstration shows on a terminal."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.utils.translation import gettext as _


class Output(Protocol):
    """Where lines go: a stream, or the output of a management command."""

    def write(self, text: str, /) -> object: ...
    def flush(self) -> None: ...
    def isatty(self) -> bool: ...


class Progress:
    """Write one line per step; on a terminal also how far the step is."""

    def __init__(self, out: Output | None) -> None:
        self.out = out
        self.is_terminal = bool(out and out.isatty())

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Name a step and, when it is over, what it took."""
        started = time.monotonic()
        if self.is_terminal:
            self._write(f"{name} …", end="")
        yield
        took = _("%(step)s: %(seconds).1f s") % {"step": name, "seconds": time.monotonic() - started}
        self._write(f"\r{took}" + " " * 12 if self.is_terminal else took)

    def at(self, name: str, done: int, total: int) -> None:
        """Show how far a step is."""
        if self.is_terminal and total:
            self._write(f"\r{name} … {done * 100 // total} %", end="")

    def _write(self, text: str, end: str = "\n") -> None:
        if self.out:
            self.out.write(text + end)
            self.out.flush()
