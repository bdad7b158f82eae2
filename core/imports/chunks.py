"""A few thousand rows on their way through the checks, held by column."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.imports.textual import visible

SHOWN = 60


@dataclass
class Chunk:
    """Rows by column: ``raw`` as they came, ``values`` cleaned (None is blank), and what was found wrong.

    Positions count from 0 within the chunk; ``numbers`` are the rows of the sheet.
    """

    numbers: list[int]
    serials: list[str]
    raw: dict[str, list[Any]]
    values: dict[str, list[Any]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    refused: dict[int, list[dict[str, str]]] = field(default_factory=dict)
    tidied: dict[int, list[dict[str, str]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def refuse(self, position: int, column: str, reason: str, cell: object = "") -> None:
        """Refuse a row: ``column`` is the header, ``reason`` a fragment that continues it."""
        entry = {"column": column, "reason": reason, "cell": visible(cell, SHOWN)}
        self.refused.setdefault(position, []).append(entry)

    def tidy(self, position: int, column: str, before: object, after: str) -> None:
        """Note that a cell was put in order."""
        entry = {"column": column, "from": visible(before, 200), "to": after}
        self.tidied.setdefault(position, []).append(entry)

    def good(self) -> list[int]:
        """Return the positions of the rows that nothing is wrong with."""
        return [position for position in range(len(self)) if position not in self.refused]


# Looks at several columns of every row; refuses, tidies or changes values in place.
Rule = Callable[[Chunk], None]
