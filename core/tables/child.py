"""Read one uploaded table and write its rows to standard output.

Runs as a process of its own (``python child.py FILE LIMITS``), without Django: an office's file can make
the spreadsheet reader ask for hundreds of gigabytes and abort, which no ``except`` can catch. Here the
kernel's limits end this process, and the portal lives.

Output is a sequence of frames, each four bytes of length and then ``marshal`` of ``(kind, payload)``:
``info`` once, ``formulas`` once for workbooks, ``rows`` many times as ``(number of first row, rows)``,
``end`` once, or ``error`` with a key of ``core.tables.errors.SENTENCES`` and its details.
"""

import gc
import json
import marshal
import resource
import struct
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import inspect_file
import text_files
import workbooks

CHUNK_ROWS = 5000


def send(kind: str, payload: Any) -> None:
    """Write one frame."""
    frame = marshal.dumps((kind, payload))
    sys.stdout.buffer.write(struct.pack("<I", len(frame)) + frame)


def plain(cell: object) -> object:
    """Return a cell as text, number or truth value; dates and times in ISO form."""
    return cell if isinstance(cell, str | float | int | bool) else str(cell)


def send_rows(number: int, rows: list[list]) -> None:
    """Write a chunk; only a chunk that holds dates pays for looking at every cell."""
    try:
        send("rows", (number, rows))
    except ValueError:
        send("rows", (number, [[plain(cell) for cell in row] for row in rows]))


def stream(rows: Iterable[list], max_rows: int) -> None:
    """Write all rows in chunks, then the end; refuse to go on for ever."""
    source: Iterator[list] = iter(rows)
    number = 1
    while chunk := list(islice(source, CHUNK_ROWS)):
        send_rows(number, chunk)
        number += len(chunk)
        if number > max_rows + 1:
            raise inspect_file.Unreadable("too_many_rows", limit=max_rows)
    send("end", number - 1)


def read(path: str, limits: dict) -> None:
    """Read the file by what it is, whatever it is called."""
    kind = inspect_file.kind_of(path, limits)
    if kind == "text":
        info, rows = text_files.open_text(path)
    else:
        info, rows, formulas = workbooks.open_workbook(path, limits, kind)
        send("formulas", formulas)
    send("info", {**info, "kind": kind})
    stream(rows, limits["rows"])


def confine(limits: dict) -> None:
    """Bound memory (bytes) and processor time (seconds) of this process; leave no core file."""
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    path, limits = sys.argv[1], json.loads(sys.argv[2])
    confine(limits)
    # Rows are millions of cells without a circle among them: looking for one takes a fifth of the time.
    gc.disable()
    try:
        read(path, limits)
    except inspect_file.Unreadable as error:
        send("error", (error.key, error.details))
    except MemoryError:
        send("error", ("too_large", {}))


if __name__ == "__main__":
    main()
