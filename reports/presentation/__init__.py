"""The dashboard as a page, a printed sheet and a workbook show it: the same numbers, the same links."""

from reports.presentation.lead import lead
from reports.presentation.links import path, records
from reports.presentation.table import Table
from reports.presentation.tables import SHEETS, sheet, tables
from reports.presentation.tiles import tiles

__all__ = ["SHEETS", "Table", "lead", "path", "records", "sheet", "tables", "tiles"]
