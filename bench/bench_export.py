"""An export of 100,000 of 1,000,000 tickets: its memory must not grow with its rows.

``python -m bench export``. The floor writes the same number of cells with nothing read.
"""

import json
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from urllib.parse import urlencode

import xlsxwriter
from django.utils import timezone

from bench import many_tickets
from bench.context import Context
from bench.result import Result
from bench.web import ROOT
from core.exports import OPTIONS
from inspections.exporters import COLUMNS
from inspections.models import Ticket
from reports.demo.load import Request, load

TICKETS, EXPORTED = 1_000_000, 100_000
MEMORY_BAR = 200


def run(context: Context) -> list[Result]:
    """Export a tenth of the tickets, and a hundredth to compare the memory."""
    load(Request("small", seed=1, today=date.today(), problems=300))
    many_tickets.write(1, context.size(TICKETS))
    wanted = context.size(EXPORTED)
    few, many = _export(wanted // 10), _export(wanted)
    rows = many["rows"]
    note = f"{many['before']:.0f} MB before the first row; {few['rows']:,} rows peak at {few['peak']:.0f} MB"
    return [
        Result.of(
            f"peak memory of an export of {rows:,} tickets",
            ours=many["peak"],
            floor=MEMORY_BAR,
            bar=1,
            unit="MB",
            note=note,
        ),
        Result.of(
            f"export of {rows:,} of {context.size(TICKETS):,} tickets",
            ours=many["seconds"],
            floor=_floor(rows),
            bar=None,
            unit="s",
            note=f"in the background; {many['size']:.1f} MB; floor: writing as many cells",
        ),
    ]


def _export(count: int) -> dict[str, float]:
    """Export the newest tickets, about ``count`` of them: they are spread evenly over their days."""
    days = round(many_tickets.DAYS * count / Ticket.objects.count())
    query = urlencode({"tab": "all", "since": timezone.localdate() - timedelta(days=days)})
    command = [sys.executable, "-m", "bench.exporting", query]
    answer = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    return json.loads(answer.stdout)


def _floor(rows: int) -> float:
    started = time.perf_counter()
    with tempfile.TemporaryFile() as target, xlsxwriter.Workbook(target, OPTIONS) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            for place in range(len(COLUMNS)):
                sheet.write_string(row, place, "门口堆放杂物")
    return time.perf_counter() - started
