"""Very many rows at once: COPY on PostgreSQL, ``bulk_create`` elsewhere."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import TypeVar

import orjson
from django.db import connection, models

Row = TypeVar("Row")
BATCH = 5_000
NULL = "\\N"
# A character that would end a cell or a line of COPY's text format, or begin an escape.
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
needs_escape = re.compile(r"[\\\t\n\r]").search


def parts(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Yield rows in their order, so many at a time."""
    source = iter(rows)
    while part := list(islice(source, size)):
        yield part


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    """Insert new rows of one model, as they come, and return how many.

    No signal is sent, and ids that the database gives are not set on the rows. ``TypeError`` for a field that lies
    in the database otherwise than on the row, such as a sealed text or the time of writing.
    """
    fields = _plain(model._meta.concrete_fields)
    if connection.vendor == "postgresql":
        return sum(_insert(model, fields, batch) for batch in parts(rows, BATCH))
    return sum(len(model._default_manager.bulk_create(batch)) for batch in parts(rows, BATCH))


def _insert(model: type[models.Model], fields: Sequence[models.Field], rows: Sequence[models.Model]) -> int:
    fields = [field for field in fields if not (field.primary_key and rows[0].pk is None)]
    return _copy(model, fields, map(attrgetter(*(field.attname for field in fields)), rows))


def insert_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Insert rows given as the values of some columns (a foreign key: ``area_id``), and return how many.

    Of the columns that are not named the database must know a value. A row is not made a model first, which takes
    longer than to write it. ``TypeError`` as from :func:`insert`.
    """
    held = {field.attname: field for field in model._meta.concrete_fields}
    fields = _plain([held[name] for name in names])
    if connection.vendor == "postgresql":
        return sum(_copy(model, fields, batch) for batch in parts(rows, BATCH))
    return insert(model, (model(**dict(zip(names, row, strict=True))) for row in rows))


def analyse(*models: type[models.Model]) -> None:
    """Count anew how the values of tables lie, of all tables where none is named; may run in a transaction.

    Until then the database plans by what they held before: a table that was empty is searched row by row.
    """
    with connection.cursor() as cursor:
        for name in [model._meta.db_table for model in models] or [""]:
            cursor.execute(f"ANALYZE {name}")


def _copy(model: type[models.Model], fields: Sequence[models.Field], rows: Iterable[Sequence[object]]) -> int:
    columns = ", ".join(str(field.column) for field in fields)
    writers = [_json if isinstance(field, models.JSONField) else _cell for field in fields]
    lines = ["\t".join([write(value) for write, value in zip(writers, row, strict=True)]) + "\n" for row in rows]
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {model._meta.db_table} ({columns}) FROM STDIN", io.StringIO("".join(lines)))
    return len(lines)


def _plain(fields: Iterable[models.Field]) -> list[models.Field]:
    written = [field for field in fields if not field.generated]
    if odd := [str(field) for field in written if not _is_plain(field)]:
        raise TypeError(", ".join(odd))
    return written


def _is_plain(field: models.Field) -> bool:
    stamps = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return type(field).__module__.startswith("django.db.models.fields") and not stamps


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value.translate(ESCAPES) if needs_escape(value) else value
    return NULL if value is None else str(value)


def _json(value: object) -> str:
    return NULL if value is None else orjson.dumps(value).decode().replace("\\", "\\\\")
