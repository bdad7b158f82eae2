"""A rule for values that must be unique besides the key."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.imports.chunks import Chunk
from core.imports.declaration import ListImport
from core.imports.validating import key_text, keys_of


class Taken:
    """Refuse a row whose ``fields`` another record holds, or an earlier row of the file. Made afresh for each file."""

    def __init__(self, importer: ListImport, *fields: str) -> None:
        self.importer = importer
        self.fields = fields
        self.header = importer.header_of(fields[0])
        self.seen: dict[tuple, str] = {}

    def __call__(self, chunk: Chunk) -> None:
        blank = [None] * len(chunk)
        columns = [chunk.values.get(name, blank) for name in self.fields]
        wanted = [tuple("" if value is None else value for value in row) for row in zip(*columns, strict=True)]
        held = self._held([row[0] for row in wanted])
        for position, (key, values) in enumerate(zip(keys_of(self.importer, chunk), wanted, strict=True)):
            if key and values[0] != "" and position not in chunk.refused:
                owner = held.get(values) or self.seen.setdefault(values, key)
                if owner != key:
                    reason = _("is already that of %(key)s") % {"key": owner}
                    chunk.refuse(position, self.header, reason, chunk.raw[self.fields[0]][position])

    def _held(self, first: Sequence[Any]) -> dict[tuple, str]:
        """Return the keys of the records that hold any of the values, in one query."""
        rows = self.importer.model._default_manager.filter(**{f"{self.fields[0]}__in": set(first)}).order_by()
        width = len(self.fields)
        names = (*self.fields, *self.importer.key_fields)
        return {row[:width]: key_text(row[width:]) for row in rows.values_list(*names)}
