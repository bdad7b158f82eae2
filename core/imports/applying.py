"""Applying a checked batch: one transaction, set-based, the verdicts looked at again under lock."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import bulk
from core.choices import BatchState, Verdict
from core.domain import audit
from core.errors import ImportRefused
from core.imports import registry
from core.imports.rechecking import recheck
from core.models import ImportBatch, ImportRow

ROWS = ImportRow._meta.db_table
# So many new rows change how the database had best look for one.
LARGE = 10_000


@dataclass
class Application:
    """What an importer's ``apply`` and ``undo`` work with: the batch, the time, the person, and SQL.

    In SQL the batch's rows are ``r``; ``value("name")`` is a row's cleaned value, ``before("name")`` the
    replaced one. Both work on PostgreSQL and SQLite.
    """

    batch: ImportBatch
    at: datetime
    by: Any = None
    made: dict[str, list[int]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the day on which the batch is applied, in the city's time."""
        return localdate(self.at)

    @property
    def rows(self) -> str:
        """Return the table of rows as ``r``, for FROM."""
        return f"{ROWS} r"

    def where(self, *verdicts: str) -> str:
        """Return the condition for this batch's rows of some verdicts (default: created and changed)."""
        wanted = ", ".join(f"'{verdict}'" for verdict in verdicts or (Verdict.CREATE, Verdict.UPDATE))
        return f"r.batch_id = {int(self.batch.pk)} AND r.verdict IN ({wanted})"

    @property
    def new_id(self) -> str:
        """Return the SQL of a created row's record id."""
        return f"({int(self.batch.first_id or 0)} + r.number)"

    @property
    def record(self) -> str:
        """Return the SQL of the id of a row's record, created by the batch or there before."""
        return f"COALESCE(r.object_id, {self.new_id})"

    def created(self, column: str | None) -> str:
        """Return the condition that a column holds the id of a record which the batch created.

        The ids were reserved for the batch under lock: the whole range is its own.
        """
        first = int(self.batch.first_id or 0)
        return f"({column} > {first} AND {column} <= {first + int(self.batch.counts.get('last_row', 0))})"

    def value(self, name: str, cast: str = "") -> str:
        """Return the SQL of a row's value; ``cast`` is a PostgreSQL type (SQLite keeps JSON's own types)."""
        return json_value("r.data", name, cast)

    def before(self, name: str, cast: str = "") -> str:
        """Return the SQL of the value that the row replaced."""
        return json_value("r.before", name, cast)

    def execute(self, sql: str, params: Any = ()) -> int:
        """Run a statement and return how many rows it touched."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return int(cursor.rowcount)

    def query(self, sql: str, params: Any = ()) -> list[tuple]:
        """Run a query and return its rows."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def stamp(self, at: datetime | None) -> Any:
        """Return a time as the database compares it."""
        return connection.ops.adapt_datetimefield_value(at)

    def remember(self, name: str, ids: list[int]) -> None:
        """Note what was created besides the rows' own records, for undo."""
        self.made.setdefault(name, []).extend(ids)


def json_value(column: str, name: str, cast: str = "") -> str:
    """Return the SQL of a field of a JSON column."""
    raw = f"{column} ->> '{name}'"
    return f"({raw})::{cast}" if cast and connection.vendor == "postgresql" else f"({raw})"


def lock(model: type[Model]) -> None:
    """Keep other writers off a table until the transaction ends; readers and foreign keys pass."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def reserve_ids(model: type[Model], count: int) -> int:
    """Take ``count`` ids that nobody else gets and return the one before the first. The table must be locked."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = f"pg_get_serial_sequence('{table}', '{model._meta.pk.column}')"
            cursor.execute(f"SELECT nextval({sequence})")
            first = cursor.fetchone()[0]
            cursor.execute(f"SELECT setval({sequence}, %s)", [first + count])
            return int(first)
        cursor.execute(
            f"SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0), "  # noqa: S608
            f"coalesce((SELECT max({model._meta.pk.column}) FROM {table}), 0))"
        )
        return int(cursor.fetchone()[0])


def last_id(model: type[Model]) -> int:
    """Return the largest id of a table; with the table locked, every later one is the caller's own."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(max({model._meta.pk.column}), 0) FROM {model._meta.db_table}")  # noqa: S608
        return int(cursor.fetchone()[0])


def apply(batch: ImportBatch, *, by: Any, at: datetime, only_good: bool | None = None) -> ImportBatch:
    """Do what a checked batch says, all or nothing, and return it fresh.

    ``only_good`` applies the good rows of a batch that has refused ones; without it such a batch is refused.
    Raises :class:`~core.errors.ImportRefused` with a sentence; then nothing is changed, except that rows
    whose record has changed since the check carry their new verdict. Applying an applied batch does nothing.
    """
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if batch.state == BatchState.APPLIED:
                return batch
            stale = _apply_locked(batch, by=by, at=at, only_good=batch.only_good if only_good is None else only_good)
    except IntegrityError as error:
        message = _("Something that the list names has changed since it was checked. Check the file again.")
        raise ImportRefused(message) from error
    if stale:
        message = _(
            "%(count)s rows have changed in the portal since the list was checked. Look at it again, then apply."
        )
        raise ImportRefused(message % {"count": stale})
    return batch


def _apply_locked(batch: ImportBatch, *, by: Any, at: datetime, only_good: bool) -> int:
    """Apply under lock; return how many rows were stale, in which case nothing was applied."""
    _check(batch, only_good=only_good)
    importer = registry.get(batch.importer)
    lock(importer.model)
    application = Application(batch, at, by)
    stale = recheck(importer, application)
    if stale:
        batch.state = BatchState.PREVIEWED
        batch.save(update_fields=["state", "counts"])
        return stale
    batch.first_id = reserve_ids(importer.model, batch.counts.get("last_row", 0))
    importer.apply(application)
    if batch.counts.get("create", 0) >= LARGE:
        bulk.analyse(importer.model, *importer.own_relations)
    batch.state, batch.applied_at, batch.applied_by = BatchState.APPLIED, at, by
    batch.only_good, batch.made, batch.error = only_good, application.made, ""
    batch.save()
    audit.record("import.apply", by=by, at=at, obj=batch, list=batch.importer, counts=batch.counts)
    return 0


def _check(batch: ImportBatch, *, only_good: bool) -> None:
    if batch.state not in (BatchState.PREVIEWED, BatchState.APPLYING):
        state = batch.get_state_display()
        raise ImportRefused(_("The import is “%(state)s” and cannot be applied.") % {"state": state})
    refused = batch.counts.get("refused", 0)
    if refused and not only_good:
        message = _("%(count)s rows are refused. Mend them, or apply the good rows only.")
        raise ImportRefused(message % {"count": refused})
