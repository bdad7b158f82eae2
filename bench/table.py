"""The table of results, on the terminal and in ``docs/performance.md``."""

import json
from collections.abc import Iterable
from pathlib import Path

from bench.result import Result

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
DOCUMENT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- table: written by make bench -->", "<!-- end of table -->"
HEAD = "| what | ours | floor | unit | ratio | bar | |\n|---|---:|---:|---|---:|---:|---|"


def number(value: float) -> str:
    """Return a measured value with three significant digits."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def line(result: Result) -> str:
    """Return one row of the table; a missed bar is said in bold."""
    bar = "" if result.bar is None else f"≤ {number(result.bar)}"
    ratio = number(result.ratio) if result.holds else f"**{number(result.ratio)}**"
    cells = [result.name, number(result.ours), number(result.floor), result.unit, ratio, bar, result.note]
    return f"| {' | '.join(cells)} |"


def table(results: Iterable[Result]) -> str:
    """Return the whole table in Markdown."""
    return "\n".join([HEAD, *map(line, results)])


def kept() -> list[Result]:
    """Return the results of the last full run of each module."""
    rows = [row for path in sorted(RESULTS.glob("*.json")) for row in json.loads(path.read_text())["results"]]
    return [Result(**{name: value for name, value in row.items() if name != "holds"}) for row in rows]


def write_document() -> None:
    """Put the table of the kept results between its two marks."""
    before, rest = DOCUMENT.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{table(kept())}\n{END}{after}", "utf-8")
