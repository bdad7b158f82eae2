"""Storing judged rows: COPY on PostgreSQL, ``bulk_create`` elsewhere."""

import io
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import orjson
from django.db import connection

from core.bulk import ESCAPES, NULL, needs_escape
from core.imports.judging import Judged
from core.models import ImportRow

COLUMNS = "batch_id, number, serial, key, verdict, data, before, refusals, tidied, object_id"


class Store:
    """Writes the rows of one batch, chunk by chunk (a context manager).

    On PostgreSQL a chunk is on its way while the caller checks the next one. It goes over the caller's own
    connection, and so in its transaction: call :meth:`wait` before anything else uses the connection.
    """

    def __init__(self, batch_id: int) -> None:
        self.batch_id = batch_id
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="import-store")
        self._on_its_way: Future[None] | None = None

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *failure: object) -> None:
        try:
            self.wait()
        finally:
            self._thread.shutdown()

    def put(self, rows: Sequence[Judged]) -> None:
        """Begin to write a chunk; the one before must have been waited for."""
        if connection.vendor != "postgresql":
            ImportRow.objects.bulk_create([_as_model(self.batch_id, row) for row in rows], batch_size=2000)
        elif rows:
            lines = _lines(self.batch_id, rows)
            connection.ensure_connection()
            self._on_its_way = self._thread.submit(_copy, connection.connection, lines)

    def wait(self) -> None:
        """Wait until nothing is on its way; raise what went wrong there."""
        on_its_way, self._on_its_way = self._on_its_way, None
        if on_its_way is not None:
            with connection.wrap_database_errors:
                on_its_way.result()


def _as_model(batch_id: int, row: Judged) -> ImportRow:
    return ImportRow(batch_id=batch_id, **row._asdict())


def _copy(driver: Any, lines: str) -> None:
    with driver.cursor() as cursor:
        cursor.copy_expert(f"COPY {ImportRow._meta.db_table} ({COLUMNS}) FROM STDIN", io.StringIO(lines), 1 << 18)


def _lines(batch_id: int, rows: Sequence[Judged]) -> str:
    return "".join([_line(batch_id, row) for row in rows])


def _line(batch_id: int, row: Judged) -> str:
    """Return one line of COPY's text format."""
    number, serial, key, verdict, data, before, refusals, tidied, object_id = row
    if needs_escape(key):
        key = key.translate(ESCAPES)
    if needs_escape(serial):
        serial = serial.translate(ESCAPES)
    rest = "\t".join([NULL if value is None else _cell(value) for value in (before, refusals, tidied, object_id)])
    return f"{batch_id}\t{number}\t{serial}\t{key}\t{verdict}\t{_cell(data)}\t{rest}\n"


def _cell(value: object) -> str:
    return orjson.dumps(value).decode().replace("\\", "\\\\")
