"""What stands on a batch and keeps it from being undone, in sentences that name the rows."""

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.translation import gettext as _

from core.choices import Verdict
from core.imports.applying import Application
from core.imports.declaration import KEY_JOINT, ListImport

if TYPE_CHECKING:
    from core.models import ImportRow

CHUNK_ROWS = 5000
NAMED = 10


def changed_rows(importer: ListImport, application: Application) -> list[str]:
    """Return a sentence that names the rows whose record is no longer as the batch left it."""
    keys: list[str] = []
    for row in _changed(importer, application):
        keys.append(row.key)
        if len(keys) > NAMED:
            break
    return [_("Changed since the import: %(keys)s.") % {"keys": some(keys)}] if keys else []


def _changed(importer: ListImport, application: Application) -> Iterator["ImportRow"]:
    written = application.batch.rows.filter(verdict__in=(Verdict.CREATE, Verdict.UPDATE)).order_by("number")
    last = 0
    while rows := list(written.filter(number__gt=last)[:CHUNK_ROWS]):
        held = importer.current([row.key for row in rows])
        for row in rows:
            now = held.get(row.key)
            if now is None or any(not importer.is_same(n, v, now.values[n]) for n, v in row.data.items()):
                yield row
        last = rows[-1].number


def references(application: Application, model: type[Model], *, skip: Container[type[Model]] = ()) -> list[str]:
    """Return a sentence for each other table whose rows refer to a record that the batch created.

    ``skip`` names the tables whose rows the batch itself created and will remove.
    """
    sentences = []
    for relation in model._meta.related_objects:
        if relation.many_to_many or relation.related_model in skip:
            continue
        keys = keys_of_created(application, relation.related_model._meta.db_table, relation.field.column)
        if keys:
            kind = relation.related_model._meta.verbose_name
            sentences.append(_("“%(kind)s” records refer to: %(keys)s.") % {"kind": kind, "keys": some(keys)})
    return sentences


def keys_of_created(
    application: Application, table: str, column: str | None, condition: str = "", params: Sequence[Any] = ()
) -> list[str]:
    """Return the keys of the first rows whose created record a table's column names, under a condition."""
    found = application.query(
        f"SELECT DISTINCT {column} FROM {table} WHERE {application.created(column)} {condition} LIMIT {NAMED + 1}",  # noqa: S608
        params,
    )
    numbers = [pk - (application.batch.first_id or 0) for (pk,) in found]
    created = application.batch.rows.filter(verdict=Verdict.CREATE, number__in=numbers)
    return list(created.order_by("number").values_list("key", flat=True))


def used(model: type[Model], ids: Sequence[int]) -> list[str]:
    """Return the names of those records of ``model`` among ``ids`` that any other record refers to."""
    users: set[int] = set()
    for relation in model._meta.related_objects:
        if ids and not relation.many_to_many:
            column = relation.field.attname
            rows = relation.related_model._base_manager.filter(**{f"{column}__in": ids})
            users.update(rows.values_list(column, flat=True).distinct())
    return [str(record) for record in model._base_manager.filter(pk__in=users).order_by("pk")[: NAMED + 1]]


def some(keys: Sequence[str]) -> str:
    """Return the first keys as a list in words, with a sign that there are more."""
    shown = "、".join(key.replace(KEY_JOINT, " ") for key in keys[:NAMED])
    return f"{shown}……" if len(keys) > NAMED else shown
