"""Stored rows as a person reads them: names for ids, old → new, sentences."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from core.imports.declaration import KEY_JOINT, ListImport
from core.imports.reports import sentence
from core.models import ImportBatch, ImportRow

TABS = ("refused", "create", "update", "same", "tidied")


class Reader:
    """Shows the values of one list; asks for its names once."""

    def __init__(self, importer: ListImport) -> None:
        self.importer = importer
        self.lookups = importer.lookups()
        self._known: dict[tuple[str, Any], str] = {}

    def shown(self, name: str, value: Any) -> str:
        """Return a value of a column in words."""
        known = (name, value)
        if known not in self._known:
            self._known[known] = self.importer.column(name).cleaner.shown(value, self.lookups)
        return self._known[known]

    def row(self, row: ImportRow) -> dict[str, Any]:
        """Return a row for the page: its values by column, changes, refusals and what was tidied."""
        data = row.data
        return {
            "number": row.number,
            "serial": row.serial,
            "key": row.key.replace(KEY_JOINT, " "),
            "values": [self.shown(name, data.get(name)) for name in self.importer.fields],
            "changes": self._changes(data, row.before or {}),
            "refusals": [sentence(refusal) for refusal in row.refusals or ()],
            "tidied": row.tidied or [],
        }

    def _changes(self, data: Mapping[str, Any], before: Mapping[str, Any]) -> list[dict[str, str]]:
        return [
            {
                "column": self.importer.header_of(name),
                "old": self.shown(name, before[name]),
                "new": self.shown(name, data.get(name)),
            }
            for name in self.importer.fields
            if name in before
        ]


def rows_of(batch: ImportBatch, tab: str) -> QuerySet[ImportRow]:
    """Return the rows of a tab in the order of the sheet."""
    rows = batch.rows.order_by("number")
    if tab == "tidied":
        return rows.exclude(tidied=None).exclude(verdict="refused")
    return rows.filter(verdict=tab)
