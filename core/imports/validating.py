"""Checking rows: column by column in tight loops, then the rules over several columns, then duplicates."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.imports.chunks import Chunk, Rule
from core.imports.cleaners import Bad, Lookups, Tidied
from core.imports.declaration import KEY_JOINT, Column, ListImport
from core.imports.mapping import Mapping
from core.imports.textual import visible

# What stands under a table and is no row of it.
NOTE = re.compile(
    r"\s*(?:[*※]?\s*(?:注|备注|说明|填表说明|填报说明|填报人|填表人|制表人?|审核人?|联系人)\s*[:：0-9]|(?:合计|总计|小计)\s*[:：]?\s*$)"
)


class Validator:
    """Checks the chunks of one file in their order; remembers keys to find duplicates."""

    def __init__(
        self,
        importer: ListImport,
        mapping: Mapping,
        *,
        lookups: Lookups,
        rules: Sequence[Rule] = (),
        formulas: set[tuple[int, int]] = frozenset(),  # type: ignore[assignment]
    ) -> None:
        self.importer = importer
        self.mapping = mapping
        self.rules = rules
        self.columns = [column for column in importer.columns if column.field in mapping.fields]
        self.bound = {column.field: column.cleaner.bind(lookups) for column in self.columns}
        self.seen: dict[str, int] = {}
        self.key_position = mapping.fields[importer.key_fields[0]]
        field_at = {position: name for name, position in mapping.fields.items()}
        self.formulas = {(row, field_at[column]) for row, column in formulas if column in field_at}

    def check(self, first: int, rows: list[list[Any]], *, before_rules: Callable[[], None] = lambda: None) -> Chunk:
        """Return the checked chunk of the data rows among ``rows``, whose first is row ``first`` of the sheet.

        Rules may ask the database; ``before_rules`` makes its connection free.
        """
        chunk = self._arrange(first, rows)
        for column in self.columns:
            self._clean(chunk, column)
        if self.formulas:
            self._refuse_formulas(chunk)
        before_rules()
        for rule in self.rules:
            rule(chunk)
        self._find_duplicates(chunk)
        return chunk

    # --- Arranging ----------------------------------------------------------------------------

    def _arrange(self, first: int, rows: list[list[Any]]) -> Chunk:
        """Return the data rows by column: without header, blank rows and notes."""
        start = max(first, self.mapping.first_data_row)
        width = max([*self.mapping.fields.values(), self.mapping.serial or 0]) + 1
        kept = [
            (number, row if len(row) >= width else row + [""] * (width - len(row)))
            for number, row in enumerate(rows[start - first :], start)
            if any(row)
        ]
        kept = [(number, row) for number, row in kept if self._is_numbered(row) or self._is_data(row)]
        numbers = [number for number, _row in kept]
        raw = {name: [row[position] for _n, row in kept] for name, position in self.mapping.fields.items()}
        return Chunk(numbers, self._serials(kept), raw)

    def _is_numbered(self, row: list[Any]) -> bool:
        """Answer at once for the usual row: a number in front, and a key."""
        key = row[self.key_position]
        return row[0].__class__ is float and key.__class__ is str and key != "" and not key.isspace()

    def _is_data(self, row: list[Any]) -> bool:
        head = next(cell for cell in row if cell != "") if row[0] == "" else row[0]
        if head.__class__ is str and NOTE.match(head):
            return False
        return any(not _is_blank(row[position]) for position in self.mapping.fields.values())

    def _serials(self, kept: list[tuple[int, list[Any]]]) -> list[str]:
        if self.mapping.serial is None:
            return [str(number) for number, _row in kept]
        return [visible(row[self.mapping.serial], 40).strip() or str(number) for number, row in kept]

    # --- One column ---------------------------------------------------------------------------

    def _clean(self, chunk: Chunk, column: Column) -> None:
        fast, _slow = self.bound[column.field]
        cells = chunk.raw[column.field]
        values = [fast(cell) for cell in cells]
        chunk.values[column.field] = values
        for position, value in enumerate(values):
            if value is None:
                self._look_closer(chunk, column, position, cells[position])

    def _look_closer(self, chunk: Chunk, column: Column, position: int, cell: Any) -> None:
        """Clean a cell that is blank or out of order."""
        try:
            value = self.bound[column.field][1](cell) if cell != "" else None
        except Bad as bad:
            chunk.refuse(position, column.header, str(bad), cell)
            return
        if isinstance(value, Tidied):
            chunk.tidy(position, column.header, cell, value.shown)
            value = value.value
        if value is None and column.required:
            chunk.refuse(position, column.header, _("is missing"))
        chunk.values[column.field][position] = value

    def _refuse_formulas(self, chunk: Chunk) -> None:
        for position, number in enumerate(chunk.numbers):
            for column in self.columns:
                if (number, column.field) in self.formulas:
                    chunk.refuse(position, column.header, _("contains a formula; paste it as a value"))

    # --- Keys ---------------------------------------------------------------------------------

    def _find_duplicates(self, chunk: Chunk) -> None:
        """Give every row its key; of two rows with the same key the first stays."""
        chunk.keys = keys_of(self.importer, chunk)
        for position, key in enumerate(chunk.keys):
            if key:
                first = self.seen.setdefault(key, chunk.numbers[position])
                if first != chunk.numbers[position]:
                    self._refuse_duplicate(chunk, position, first)

    def _refuse_duplicate(self, chunk: Chunk, position: int, first: int) -> None:
        column = self.importer.column(self.importer.key_fields[0])
        reason = _("is already in row %(row)s of the sheet") % {"row": first}
        chunk.refuse(position, column.header, reason, chunk.raw[column.field][position])


def _is_blank(cell: Any) -> bool:
    return cell.__class__ is str and (not cell or cell.isspace())


def keys_of(importer: ListImport, chunk: Chunk) -> list[str]:
    """Return the key of every row; empty where a part of it is missing."""
    parts = [chunk.values.get(name) or [None] * len(chunk) for name in importer.key_fields]
    if len(parts) == 1:
        return [key_text([value]) if value is not None else "" for value in parts[0]]
    return [key_text(values) if None not in values else "" for values in zip(*parts, strict=True)]


def key_text(values: Sequence[Any]) -> str:
    """Return the key of a record: its parts as text."""
    return KEY_JOINT.join(map(str, values))
