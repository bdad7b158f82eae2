"""How records are listed where any kind of record can be: behind a figure, on the page and as a workbook.

Each app registers its own kinds from ``AppConfig.ready``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from core.exports import CHUNK, Column, Text

EMPTY = "—"


@dataclass(frozen=True)
class Listing:
    """How one kind of record is listed: the columns of the page, and those of the workbook where they are others.

    ``related`` are the foreign keys that the columns read.
    """

    columns: tuple[Column, ...]
    related: tuple[str, ...] = ()
    sheet: tuple[Column, ...] = ()
    sheet_related: tuple[str, ...] = ()

    def on_page(self, rows: QuerySet, keys: Sequence[Any]) -> list[Any]:
        """Return the rows of these primary keys, in their order, with what the page reads of them.

        A page finds its keys first: what is joined or annotated then costs the rows of one page, not of all.
        """
        wanted = rows.filter(pk__in=keys).order_by()
        found = {row.pk: row for row in (wanted.select_related(*self.related) if self.related else wanted)}
        return [found[key] for key in keys if key in found]

    def in_workbook(self, rows: QuerySet) -> Iterable[Any]:
        """Return the rows one by one, with what the workbook reads of them."""
        related = self.sheet_related or self.related
        return (rows.select_related(*related) if related else rows).iterator(chunk_size=CHUNK)


@dataclass(frozen=True)
class Cell:
    """What the page shows of one column of one record."""

    heading: Text
    text: str
    url: str = ""


_listings: dict[type[Model], Listing] = {}


def register(listings: Mapping[Any, Listing]) -> None:
    """Say how records of some models (classes) are listed; a second listing of the same model replaces the first."""
    _listings.update(listings)


def of(model: type[Model]) -> Listing:
    """Return how records of ``model`` are listed. A model that nobody registered is a ``KeyError``."""
    return _listings[model]


def cells(row: Any, columns: Iterable[Column]) -> list[Cell]:
    """Return a record as the page shows it."""
    return [Cell(column.heading, shown(column.value(row)), column.url(row) if column.url else "") for column in columns]


def shown(value: Any) -> str:
    """Return a value as pages show it: moments to the minute, thousands apart, a dash for nothing."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,}" if isinstance(value, int | float | Decimal) else str(value)
