"""Rows of the dashboard's tables. They stand on the page by the hundred, and templates would be slower."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports.presentation.table import Cell, Line

register = template.Library()


@register.simple_tag
def rows(lines: Iterable[Line]) -> SafeString:
    """Return the lines of a table as its rows: a heading, then a cell for each number."""
    return mark_safe("".join([_row(line) for line in lines]))  # noqa: S308 - every text in it is escaped


def _row(line: Line) -> str:
    cells = "".join([f'<td class="amount{_tone(cell)}">{_linked(cell.text, cell.url)}</td>' for cell in line.cells])
    return f'<tr><th scope="row">{_linked(line.name, line.url, stays=line.stays)}</th>{cells}</tr>\n'


def _tone(cell: Cell) -> str:
    return f" {escape(cell.tone)}" if cell.tone else ""


def _linked(text: str, url: str, *, stays: bool = False) -> str:
    if not url:
        return escape(text)
    boost = ' hx-boost="true"' if stays else ""
    return f'<a href="{escape(url)}"{boost}>{escape(text)}</a>'
