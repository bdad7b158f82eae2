"""Finding the header of an office's table: below titles, in one row or in two merged ones."""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

LOOK_AT_ROWS = 30
MARKS = re.compile(r"[\s*＊:：]+|\((?:必填|选填|可选|示例.*)\)")


def normalise(label: object) -> str:
    """Return a header cell as it is compared: full width folded, blanks, asterisks and 必填 marks gone."""
    text = unicodedata.normalize("NFKC", str(label))
    return MARKS.sub("", text).casefold()


@dataclass(frozen=True)
class Header:
    """Where the header is. ``labels`` are the words of each column, ``paths`` with the merged cell above.

    ``row`` is the number of its first row in the sheet, ``height`` 1 or 2.
    """

    row: int
    height: int
    labels: tuple[str, ...]
    paths: tuple[str, ...]

    @property
    def first_data_row(self) -> int:
        return self.row + self.height


def find_header(rows: Sequence[Sequence[object]], known: Container[str]) -> Header | None:
    """Return the header among the first rows of a sheet, or None where no row can be one.

    ``known`` holds the normalised labels that the list understands: the row (or pair of rows)
    that has most of them wins; where none has any, the first row with the most filled cells.
    """
    best: tuple[tuple[int, int], Header] | None = None
    for header in _candidates(rows[:LOOK_AT_ROWS]):
        score = _score(header, known)
        if best is None or score > best[0]:
            best = (score, header)
    return best[1] if best else None


def _score(header: Header, known: Container[str]) -> tuple[int, int]:
    """Known columns first; among equals one row before two, and the fuller row."""
    pairs = zip(header.labels, header.paths, strict=True)
    hits = sum(normalise(label) in known or normalise(path) in known for label, path in pairs)
    filled = sum(map(bool, header.labels))
    return (hits, 0) if hits else (0, filled if header.height == 1 else 0)


def _candidates(rows: Sequence[Sequence[object]]) -> Iterator[Header]:
    texts = [_trimmed([str(cell).strip() for cell in row]) for row in rows]
    for index, lower in enumerate(texts):
        if any(lower):
            yield Header(index + 1, 1, tuple(lower), tuple(lower))
        if index + 1 < len(texts) and any(lower) and any(texts[index + 1]):
            yield _merged(index + 1, lower, texts[index + 1])


def _merged(row: int, upper: list[str], lower: list[str]) -> Header:
    """Return the header of two rows: a cell above spans the columns up to the next cell above."""
    width = max(len(upper), len(lower))
    upper, lower = [cells + [""] * (width - len(cells)) for cells in (upper, lower)]
    labels, paths, above = [], [], ""
    for top, bottom in zip(upper, lower, strict=True):
        above = top or above
        labels.append(bottom or top)
        paths.append(f"{above}/{bottom}" if above and bottom else bottom or top)
    return Header(row, 2, tuple(labels), tuple(paths))


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells
