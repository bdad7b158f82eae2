"""Reading tables that offices keep: workbooks and text, as rows with the numbers that the office sees."""

from core.tables.headers import Header, find_header, normalise
from core.tables.reader import Table, open_table

__all__ = ["Header", "Table", "find_header", "normalise", "open_table"]
