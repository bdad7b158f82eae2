"""Which column of a sheet fills which field: known headers map themselves, others once by hand."""

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.errors import UnmappedColumns, UnreadableList
from core.imports.declaration import ListImport
from core.tables import Header, find_header, normalise

SERIAL_WORDS = {normalise(word) for word in ("序号", "序 号", "编 号", "No.", "No", "#", "行号", "serial")}
MAX_COLUMNS = 100


@dataclass
class Mapping:
    """Columns by field (positions from 0), the headers found, and which of them nobody knows."""

    first_data_row: int
    labels: list[str]
    fields: dict[str, int] = field(default_factory=dict)
    serial: int | None = None
    unknown: list[str] = field(default_factory=list)

    @property
    def header_key(self) -> str:
        """Return a fingerprint of the headers: files with the same are mapped alike."""
        return hashlib.sha256("\n".join(map(normalise, self.labels)).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def map_columns(importer: ListImport, rows: list[list], chosen: dict[str, int] | None = None) -> Mapping:
    """Return the mapping of a sheet from its first rows.

    ``chosen`` maps fields to columns by hand and wins over the headers.
    Raises :class:`~core.errors.UnreadableList` where no header can be seen.
    """
    words = {word: column.field for column in importer.columns for word in column.words}
    header = find_header(rows, words.keys() | SERIAL_WORDS)
    if header is None:
        raise UnreadableList(_("The sheet is empty."))
    _check_width(header)
    mapping = Mapping(header.first_data_row, list(header.labels))
    _by_words(mapping, header, words)
    for name, position in (chosen or {}).items():
        _by_hand(mapping, name, position)
    taken = {*mapping.fields.values(), mapping.serial}
    mapping.unknown = [label for position, label in enumerate(header.labels) if label and position not in taken]
    return mapping


def _check_width(header: Header) -> None:
    width = sum(map(bool, header.labels))
    if width > MAX_COLUMNS:
        message = _("The sheet has %(width)s columns; a list has at most %(limit)s. Delete what does not belong to it.")
        raise UnreadableList(message % {"width": width, "limit": MAX_COLUMNS})


def _by_words(mapping: Mapping, header: Header, words: dict[str, str]) -> None:
    """Map each known header; of two columns with the same words the first counts."""
    for position, (label, path) in enumerate(zip(header.labels, header.paths, strict=True)):
        name = words.get(normalise(path)) or words.get(normalise(label))
        if name:
            mapping.fields.setdefault(name, position)
        elif mapping.serial is None and normalise(label) in SERIAL_WORDS:
            mapping.serial = position


def _by_hand(mapping: Mapping, name: str, position: int) -> None:
    mapping.fields = {known: column for known, column in mapping.fields.items() if column != position and known != name}
    mapping.fields[name] = position


def check_complete(importer: ListImport, mapping: Mapping) -> None:
    """Raise :class:`~core.errors.UnmappedColumns` where a required column is not in the file."""
    missing = [c.header for c in importer.columns if c.required and c.field not in mapping.fields]
    if not missing:
        return
    found = "、".join(label for label in mapping.labels if label)[:300]
    message = _("The list “%(list)s” needs the columns %(missing)s. The file has: %(found)s.")
    details = {"list": importer.verbose_name, "missing": "、".join(missing), "found": found}
    raise UnmappedColumns(message % details, missing=missing, mapping=mapping)
