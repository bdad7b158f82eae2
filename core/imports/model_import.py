"""A list that fills one table: declared without SQL, applied and undone with a constant number of statements."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models

from core.choices import Verdict
from core.imports.applying import Application
from core.imports.declaration import KEY_JOINT, Current, ListImport
from core.imports.later_work import changed_rows, references
from core.imports.validating import key_text


class ModelImport(ListImport):
    """A list whose columns are fields of ``model`` (a foreign key: a ``Choice`` column of the same name).

    Columns that are no fields of the model are left to the subclass, which extends ``current``, ``apply`` and
    ``undo`` for them. ``constants`` are values of created records that the list does not say.
    """

    constants: Mapping[str, Any] = {}
    # Fields that no column holds and a rule fills (``chunk.values[name]``) from other columns.
    extra_fields: Sequence[str] = ()

    def derived(self, application: Application) -> Mapping[str, str]:
        """Return the SQL of fields of new records that follow from other columns, by field."""
        return {}

    def joins(self, application: Application) -> str:
        """Return what ``derived`` needs joined to the rows ``r``."""
        return ""

    # --- What is there --------------------------------------------------------------------------

    @property
    def model_fields(self) -> list[models.Field]:
        """Return the model's fields that the list fills."""
        wanted = {*self.fields, *self.extra_fields}
        return [field for field in self.model._meta.concrete_fields if field.name in wanted]

    def current(self, keys: Sequence[str]) -> Mapping[str, Current]:
        if not keys:
            return {}
        names = {field.name for field in self.model_fields} | set(self.kept)
        fields = [field for field in self.model._meta.concrete_fields if field.name in names]
        rows = self._under(keys).order_by().values_list("pk", *[field.attname for field in fields])
        return dict(self._held(rows.iterator(), [field.name for field in fields], set(keys)))

    def _under(self, keys: Sequence[str]) -> models.QuerySet:
        """Return the records under the keys, and perhaps a few others where a key has several parts."""
        records = self.model._default_manager.all()
        if connection.vendor == "postgresql" and len(self.key_fields) == 1:
            # One array instead of thousands of parameters.
            where = f"{self._key_field.column} = ANY(%s::{sql_type(self._key_field)}[])"
            return records.extra(where=[where], params=[list(keys)])  # noqa: S610
        parts = zip(*(key.split(KEY_JOINT) for key in keys), strict=True)
        return records.filter(**{f"{name}__in": set(part) for name, part in zip(self.key_fields, parts, strict=True)})

    @property
    def _key_field(self) -> models.Field:
        """Return the field of a key that has one part."""
        return next(field for field in self.model._meta.concrete_fields if field.name == self.key_fields[0])

    def taken(self, application: Application) -> Mapping[str, Current]:
        if len(self.key_fields) > 1:
            return super().taken(application)
        key = self._key_field
        found = application.query(
            f"SELECT r.key FROM {application.rows} JOIN {self.model._meta.db_table} m "  # noqa: S608
            f"ON m.{key.column} = {application.value(key.name, sql_type(key))} "
            f"WHERE {application.where(Verdict.CREATE)}"
        )
        return self.current([key for (key,) in found])

    def _held(self, rows: Any, names: list[str], keys: set[str]) -> Iterator[tuple[str, Current]]:
        for pk, *values in rows:
            held = dict(zip(names, map(plain_value, values), strict=True))
            key = key_text([held[name] for name in self.key_fields])
            if key in keys:
                yield key, Current(pk, held)

    # --- Applying -------------------------------------------------------------------------------

    def apply(self, application: Application) -> None:
        self.create(application)
        self.change(application)

    def create(self, application: Application) -> int:
        """Insert the records of the new rows."""
        pk = self.model._meta.pk
        columns: list[Any] = [pk.column]
        values: list[str] = [application.new_id]
        params: list[Any] = []
        for field, sql, given in self._insertions(application):
            columns.append(field.column)
            values.append(sql)
            params.extend(given)
        table = self.model._meta.db_table
        statement = (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "  # noqa: S608
            f"FROM {application.rows} {self.joins(application)} "
            f"WHERE {application.where(Verdict.CREATE)} ORDER BY r.number"
        )
        return application.execute(statement, params)

    def _insertions(self, application: Application) -> Iterator[tuple[models.Field, str, list[Any]]]:
        """Yield for every field of a new record its SQL and the parameters of it."""
        listed = {field.name for field in self.model_fields}
        derived = self.derived(application)
        for field in self.model._meta.concrete_fields:
            if field.primary_key:
                continue
            default = self._default(field, application.at)
            if field.name in derived:
                yield field, derived[field.name], []
            elif field.name not in listed:
                yield field, "%s", [default]
            elif default is None:
                yield field, application.value(field.name, sql_type(field)), []
            else:
                yield field, f"COALESCE({application.value(field.name, sql_type(field))}, %s)", [default]

    def _default(self, field: models.Field, at: datetime) -> Any:
        value = self.constants.get(field.name, field.get_default())
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            value = at if isinstance(field, models.DateTimeField) else at.date()
        return field.get_db_prep_save(getattr(value, "pk", value), connection)

    def change(self, application: Application) -> int:
        """Write the values of the changed rows; a blank cell leaves the value as it is."""
        table = self.model._meta.db_table

        def new(field: models.Field) -> str:
            return f"COALESCE({application.value(field.name, sql_type(field))}, {table}.{field.column})"

        stamps = [(field, "%s", [self._default(field, application.at)]) for field in self.stamps]
        return self._update(application, [(field, new(field), []) for field in self.model_fields] + stamps)

    @property
    def stamps(self) -> list[models.Field]:
        """Return the fields that say when a record was last written."""
        return [field for field in self.model._meta.concrete_fields if getattr(field, "auto_now", False)]

    def _update(self, application: Application, changes: Sequence[tuple[models.Field, str, list[Any]]]) -> int:
        """Set fields of the changed rows' records to SQL with parameters."""
        meta = self.model._meta
        sets = ", ".join(f"{field.column} = {sql}" for field, sql, _params in changes)
        statement = (
            f"UPDATE {meta.db_table} SET {sets} FROM {application.rows} "  # noqa: S608
            f"WHERE {application.where(Verdict.UPDATE)} AND {meta.db_table}.{meta.pk.column} = r.object_id"
        )
        return application.execute(statement, [param for *_change, params in changes for param in params])

    # --- Undoing --------------------------------------------------------------------------------

    def blockers(self, application: Application) -> list[str]:
        return [*changed_rows(self, application), *references(application, self.model, skip=self.own_relations)]

    def undo(self, application: Application) -> None:
        self.restore(application)
        self.remove(application)

    def restore(self, application: Application) -> int:
        """Give the changed records their values before, and the stamp of the earlier writing where it was kept."""
        table = self.model._meta.db_table

        def old(field: models.Field) -> str:
            value = application.before(field.name, sql_type(field))
            return f"CASE WHEN r.before -> '{field.name}' IS NULL THEN {table}.{field.column} ELSE {value} END"

        kept = [field for field in self.stamps if field.name in self.kept]
        return self._update(application, [(field, old(field), []) for field in (*self.model_fields, *kept)])

    def remove(self, application: Application) -> int:
        """Delete the created records."""
        meta = self.model._meta
        own = application.created(meta.pk.column)
        return application.execute(f"DELETE FROM {meta.db_table} WHERE {own}")  # noqa: S608


def sql_type(field: models.Field) -> Any:
    """Return the type to which PostgreSQL casts a value out of JSON."""
    return field.rel_db_type(connection) if field.is_relation else field.cast_db_type(connection)


def plain_value(value: Any) -> Any:
    """Return a model's value in the form in which cleaners store it in JSON."""
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
