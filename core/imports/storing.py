"""Storing judged rows: COPY on PostgreSQL, ``bulk_create`` elsewhere. The only place that knows which."""

import io
import json
from collections.abc import Sequence

from django.db import connection

from core.imports.judging import Judged
from core.models import ImportRow

COLUMNS = "batch_id, number, serial, key, verdict, data, before, refusals, tidied, object_id"
NULL = "\\N"
# A character that would end a cell or a line of COPY's text format, or begin an escape.
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def store(batch_id: int, rows: Sequence[Judged]) -> None:
    """Write rows of a batch."""
    if connection.vendor == "postgresql":
        _copy(batch_id, rows)
    else:
        ImportRow.objects.bulk_create([_as_model(batch_id, row) for row in rows], batch_size=2000)


def _as_model(batch_id: int, row: Judged) -> ImportRow:
    return ImportRow(batch_id=batch_id, **{name: getattr(row, name) for name in Judged.__slots__})


def _copy(batch_id: int, rows: Sequence[Judged]) -> None:
    table = ImportRow._meta.db_table
    lines = io.StringIO("".join([_line(batch_id, row) for row in rows]))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({COLUMNS}) FROM STDIN", lines, 1 << 18)


def _line(batch_id: int, row: Judged) -> str:
    """Return one line of COPY's text format."""
    object_id = NULL if row.object_id is None else row.object_id
    serial, key = row.serial.translate(ESCAPES), row.key.translate(ESCAPES)
    before, refusals, tidied = _cell(row.before), _cell(row.refusals), _cell(row.tidied)
    data = as_json(row.data).replace("\\", "\\\\")
    head = f"{batch_id}\t{row.number}\t{serial}\t{key}\t{row.verdict}\t{data}"
    return f"{head}\t{before}\t{refusals}\t{tidied}\t{object_id}\n"


def _cell(value: object) -> str:
    return NULL if value is None else as_json(value).replace("\\", "\\\\")
