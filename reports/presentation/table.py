"""What a table of the dashboard is made of, whether a page, a printed sheet or a workbook shows it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

from core.domain.figures.figure import Text

SHORT_NAMES = {
    "open": gettext_lazy("Not closed"),
    "overdue": gettext_lazy("Overdue"),
    "new": gettext_lazy("New"),
    "closed": gettext_lazy("Closed"),
    "on_time_rate": gettext_lazy("In time"),
    "rework_rate": gettext_lazy("Reworked"),
    "relapsed": gettext_lazy("Back again"),
}


@dataclass(frozen=True)
class Column:
    """A heading with what it means. ``query`` is the address that sorts by it, or turns its order round."""

    name: Text
    definition: Text = ""
    query: str = ""
    direction: str = "none"


@dataclass(frozen=True)
class Cell:
    """A number as it is printed, as a workbook keeps it, and where its records are."""

    text: str
    number: float | int | None = None
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Line:
    """A row. ``url`` leads further down, on the dashboard itself where ``stays``; ``bar`` is a length in per cent.

    ``mark`` is where on the same scale the target of the bar stands, if it has one.
    """

    name: str
    cells: list[Cell]
    url: str = ""
    stays: bool = False
    bar: int = 0
    mark: int | None = None


@dataclass(frozen=True)
class Table:
    """A table. ``total`` counts all its rows, of which ``whole_query`` shows those that are left out."""

    key: str
    title: Text
    first: Text
    columns: list[Column]
    lines: list[Line]
    total: int = 0
    whole_query: str = ""
    definitions: list[tuple[Text, Text]] = field(default_factory=list)
    workbook: str = ""

    @property
    def is_cut(self) -> bool:
        return len(self.lines) < self.total

    @property
    def meanings(self) -> list[tuple[Text, Text]]:
        """The columns that mean something, and what."""
        return [(column.name, column.definition) for column in self.columns if column.definition] + self.definitions
