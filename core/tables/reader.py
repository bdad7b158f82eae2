"""The parent's side of reading a table: start the confined process, take its rows as they come."""

import json
import marshal
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings

from core.errors import UnreadableList
from core.tables.errors import SENTENCES

CHILD = Path(__file__).with_name("child.py")
Cell = str | float | int | bool
Row = list[Cell]
Chunk = tuple[int, list[Row]]


def unreadable(key: str, **details: object) -> UnreadableList:
    """Return the error whose sentence has that key."""
    sentence = SENTENCES[key]
    return UnreadableList(sentence % details if details else sentence, key=key)


@dataclass
class Table:
    """A table being read. ``rows`` is how many the file says it has; ``formulas`` the cells that compute."""

    kind: str
    sheet: str
    encoding: str
    rows: int
    chunks: Iterator[Chunk]
    formulas: set[tuple[int, int]] = field(default_factory=set)
    process: subprocess.Popen | None = None

    def __enter__(self) -> "Table":
        return self

    def __exit__(self, *failure: object) -> None:
        """End the reading process, also when nobody wants the rest of the rows."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            _pipe(self.process).close()


def open_table(path: str | Path) -> Table:
    """Open a file by its content and return a :class:`Table` (a context manager).

    Raises :class:`~core.errors.UnreadableList` with a sentence, now or while rows are taken.
    """
    size = Path(path).stat().st_size
    if size > settings.LIST_MAX_BYTES:
        raise unreadable("too_big", limit=settings.LIST_MAX_BYTES // 2**20)
    command = [sys.executable, "-I", str(CHILD), str(path), json.dumps(settings.LIST_LIMITS)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        return _opened(process)
    except BaseException:
        process.kill()
        process.wait()
        _pipe(process).close()
        raise


def _pipe(process: subprocess.Popen) -> IO[bytes]:
    return cast(IO[bytes], process.stdout)


def _opened(process: subprocess.Popen) -> Table:
    frames = _frames(process)
    formulas: set[tuple[int, int]] = set()
    for kind, payload in frames:
        if kind == "info":
            return Table(**payload, chunks=_chunks(frames), formulas=formulas, process=process)
        formulas.update(payload)
    raise unreadable("crashed")


def _chunks(frames: Iterator[tuple[str, Any]]) -> Iterator[Chunk]:
    """Yield the rows with the number of the first of each chunk, up to the end mark."""
    for kind, payload in frames:
        if kind == "end":
            return
        yield payload


def _frames(process: subprocess.Popen) -> Iterator[tuple[str, Any]]:
    """Yield what the process says; turn its errors, and its death, into a sentence."""
    while len(length := _pipe(process).read(4)) == 4:
        kind, payload = marshal.loads(_pipe(process).read(struct.unpack("<I", length)[0]))  # noqa: S302 our own process
        if kind == "error":
            key, details = payload
            raise unreadable(key, **details)
        yield kind, payload
    raise unreadable(_cause_of_death(process.wait()))


def _cause_of_death(code: int) -> str:
    """Return the key of the sentence for an exit code (negative: ended by that signal)."""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "too_slow"
    return "too_large" if code == -signal.SIGABRT else "crashed"
