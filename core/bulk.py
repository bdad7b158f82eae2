"""Very many rows at once: COPY on PostgreSQL, ``bulk_create`` elsewhere."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import TypeVar

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
    in the database otherwise than in Python, such as JSON or a sealed text.
    """
    fields = _written(model)
    if connection.vendor == "postgresql":
        return sum(_copy(model, fields, batch) for batch in parts(rows, BATCH))
    return sum(len(model._default_manager.bulk_create(batch)) for batch in parts(rows, BATCH))


def analyse(*models: type[models.Model]) -> None:
    """Count anew how the values of tables lie, of all tables where none is named; may run in a transaction.

    Until then the database plans by what they held before: a table that was empty is searched row by row.
    """
    with connection.cursor() as cursor:
        for name in [model._meta.db_table for model in models] or [""]:
            cursor.execute(f"ANALYZE {name}")


def _copy(model: type[models.Model], fields: Sequence[models.Field], rows: Sequence[models.Model]) -> int:
    fields = [field for field in fields if not (field.primary_key and rows[0].pk is None)]
    columns = ", ".join(str(field.column) for field in fields)
    cells = attrgetter(*(field.attname for field in fields))
    lines = ["\t".join(map(_cell, cells(row))) + "\n" for row in rows]
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {model._meta.db_table} ({columns}) FROM STDIN", io.StringIO("".join(lines)))
    return len(rows)


def _written(model: type[models.Model]) -> list[models.Field]:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    if odd := [field.name for field in fields if not _is_plain(field)]:
        raise TypeError(f"{model._meta.label}: {', '.join(odd)}")
    return fields


def _is_plain(field: models.Field) -> bool:
    return type(field).__module__.startswith("django.db.models.fields") and not isinstance(field, models.JSONField)


def _cell(value: object) -> str:
    if value is None:
        return NULL
    text = value if isinstance(value, str) else str(value)
    return text.translate(ESCAPES) if needs_escape(text) else text
