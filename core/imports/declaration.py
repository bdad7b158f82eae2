"""How an app declares a list: its columns, its key, and what stands behind it (docs/list-import.md)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from core.imports.cleaners import Cleaner, Lookups, Text
from core.tables import normalise

if TYPE_CHECKING:
    from django.db.models import Model

    from core.imports.applying import Application
    from core.imports.chunks import Rule
    from core.models import ImportBatch

# Between the parts of a key that has several; no cleaned text contains it.
KEY_JOINT = "\x1f"


@dataclass(frozen=True)
class Column:
    """One column of a list.

    ``header`` and ``aliases`` are the words that offices write above it (data, not interface text).
    A blank cell of a column that is not ``required`` leaves the value as it is.
    """

    field: str
    header: str
    cleaner: Cleaner = dataclasses.field(default_factory=Text)
    required: bool = False
    aliases: Sequence[str] = ()
    help: str | Promise = ""
    example: str = ""

    @property
    def words(self) -> set[str]:
        """Normalised headers that mean this column."""
        return {normalise(word) for word in (self.header, self.field, *self.aliases)}


@dataclass(frozen=True)
class Current:
    """What the portal holds under a key now: the record's id, and its values by field."""

    id: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """What the clerk is asked once a list is applied, and the page on which it is answered."""

    text: str
    address: str


class ListImport:
    """A kind of list. Subclass, declare, and register in ``AppConfig.ready`` with ``registry.register``.

    Most lists fill one table: subclass :class:`core.imports.model_import.ModelImport`, which needs no SQL.
    """

    key: str
    verbose_name: str | Promise
    model: type[Model]
    columns: Sequence[Column]
    key_fields: Sequence[str]
    help: str | Promise = ""
    # Values of ``current`` beyond the columns that undoing a change needs: kept in ``before``.
    kept: Sequence[str] = ()
    # Models whose rows the list itself creates beside its records and removes in its own ``undo``.
    own_relations: Sequence[type[Model]] = ()
    # Whether the coordinates of a list may be in GCJ-02 and the clerk is asked.
    asks_datum = False
    # Whether its files hold ID numbers: then they lie sealed, and go when a person of them is erased.
    is_personal = False

    def lookups(self) -> Lookups:
        """Return the names that :class:`~core.imports.cleaners.Choice` columns know. Fetched once per file."""
        return {}

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        """Return fresh rules over several columns of a row, in the order in which they are asked."""
        return ()

    def current(self, keys: Sequence[str]) -> Mapping[str, Current]:
        """Return what the portal holds now under each of the keys, in a constant number of queries."""
        raise NotImplementedError

    def taken(self, application: Application) -> Mapping[str, Current]:
        """Return what the portal holds now under the keys of the batch's new rows: nothing, if all is well."""
        keys = list(application.batch.rows.filter(verdict="create").values_list("key", flat=True).order_by())
        held: dict[str, Current] = {}
        for start in range(0, len(keys), 5000):
            held.update(self.current(keys[start : start + 5000]))
        return held

    def is_same(self, column: str, new: Any, old: Any) -> bool:
        """Answer whether a row's value asks for no change."""
        return bool(new == old)

    def remarks(self, batch: ImportBatch) -> list[str]:
        """Return sentences for the preview about what applying does besides the rows' own records."""
        return []

    def questions(self, batch: ImportBatch) -> Sequence[Question]:
        """Return what an applied list leaves for the clerk to decide."""
        return ()

    def apply(self, application: Application) -> None:
        """Create and change what the batch's rows say, in a constant number of statements."""
        raise NotImplementedError

    def blockers(self, application: Application) -> list[str]:
        """Return sentences that name the later work which stands on the batch; empty where it can be undone."""
        return []

    def undo(self, application: Application) -> None:
        """Remove what the batch created and restore what it changed."""
        raise NotImplementedError

    # --- What follows from the declaration ----------------------------------------------------

    @property
    def fields(self) -> list[str]:
        return [column.field for column in self.columns]

    def column(self, name: str) -> Column:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == name)

    def header_of(self, name: str) -> str:
        """Return the words above a field's column; the field's own name where it has no column."""
        return next((column.header for column in self.columns if column.field == name), name)

    @property
    def permissions(self) -> tuple[str, str]:
        """Return the permissions that importing needs: to add and to change the model."""
        meta = self.model._meta
        return f"{meta.app_label}.add_{meta.model_name}", f"{meta.app_label}.change_{meta.model_name}"

    def allows(self, user: Any) -> bool:
        """Answer whether ``user`` may import this list."""
        return bool(user.is_active and user.has_perms(self.permissions))
