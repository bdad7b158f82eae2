"""What the figures say, in a sentence or two as an office would write it: first what got worse."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.domain.dashboard import Dashboard, Row
from reports.domain.figures import FIGURES
from reports.presentation.links import elsewhere, records

# What can get worse, the gravest first; so many of them are said.
WATCHED = ("on_time_rate", "closure_rate", "relapsed", "rework_rate")
SAID = 3


@dataclass(frozen=True)
class Lead:
    """The sentences of the page: ``worse`` is empty where nothing got worse."""

    worse: SafeString | str
    stands: SafeString


def lead(board: Dashboard, asked: QueryDict) -> Lead:
    stands = _html(_("%(late)s %(course)s"), late=_late(board, asked), course=_course(board))
    return Lead(worse=_worse(board), stands=stands)


def _worse(board: Dashboard) -> SafeString | str:
    clauses = [clause for key in WATCHED if (clause := _if_worse(key, board))] + _grown(board)
    if not clauses:
        return ""
    return _html(_("Worse than before: %(what)s."), what=_joined(pgettext("between clauses", "; "), clauses[:SAID]))


def _if_worse(key: str, board: Dashboard) -> SafeString | str:
    figure = FIGURES[key]
    by = figure.change_of(board.totals, board.before)
    if not by or (by > 0) == (figure.more_is == "good"):
        return ""
    return _moved(key, board, by)


def _moved(key: str, board: Dashboard, by: float | int) -> SafeString:
    """Return a figure with how far it moved, as a clause."""
    figure = FIGURES[key]
    if figure.of:
        said = (
            _("%(name)s %(value)s, up %(by)s percentage points")
            if by > 0
            else _("%(name)s %(value)s, down %(by)s percentage points")
        )
        return _html(said, name=figure.name, value=_number(key, board), by=f"{abs(by):.2f}")
    said = _("%(name)s %(value)s, %(by)s more") if by > 0 else _("%(name)s %(value)s, %(by)s fewer")
    return _html(said, name=figure.name, value=_number(key, board), by=f"{abs(by):,}")


def _grown(board: Dashboard) -> list[SafeString]:
    """Return the category that grew most, where one grew."""
    grown = max(board.categories, key=lambda row: row.counts["new"] - row.before["new"], default=None)
    by = grown.counts["new"] - grown.before["new"] if grown else 0
    if grown is None or by <= 0 or not any(board.before.values()):
        return []
    number = _link(records("new", board, category=grown.key), f"{grown.counts['new']:,}")
    said = _("“%(category)s” grew most: %(value)s problems, %(by)s more")
    return [_html(said, category=grown.name, value=number, by=f"{by:,}")]


def _late(board: Dashboard, asked: QueryDict) -> SafeString | str:
    if not board.totals["overdue"]:
        return _("Nothing is overdue.")
    unit, place = _most(board.units), _most(row for row in board.parts if row.key != board.selection.area)
    who = [_holder(row, board, "department", asked) for row in [unit] if row and not board.selection.department]
    where = [_holder(row, board, "area", asked) for row in [place] if row]
    if not who + where:
        return _html(_("%(n)s problems are overdue."), n=_number("overdue", board))
    said = _("%(n)s problems are overdue, most of them with %(who)s.")
    return _html(said, n=_number("overdue", board), who=_joined(pgettext("between items", ", "), who + where))


def _most(rows: Iterable[Row]) -> Row | None:
    found = max(rows, key=lambda row: row.counts["overdue"], default=None)
    return found if found and found.counts["overdue"] else None


def _holder(row: Row, board: Dashboard, narrows: str, asked: QueryDict) -> SafeString:
    number = _link(records("overdue", board, **{narrows: row.key}), f"{row.counts['overdue']:,}")
    name = _link(elsewhere(asked, **{narrows: row.key}), row.name)
    return _html(_("%(name)s (%(n)s)"), name=name, n=number)


def _course(board: Dashboard) -> SafeString:
    numbers = {key: _number(key, board) for key in ("new", "closed", "open", "on_time_rate")}
    said = _html(_("New in the period %(new)s, closed %(closed)s, not yet closed %(open)s"), **numbers)
    by = FIGURES["on_time_rate"].change_of(board.totals, board.before)
    if by and by > 0:
        said = _joined(pgettext("between clauses", "; "), [said, _moved("on_time_rate", board, by)])
    return _html(_("%(what)s."), what=said)


def _number(key: str, board: Dashboard) -> SafeString:
    return _link(records(key, board), FIGURES[key].display(board.totals))


def _link(url: str, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, text)


def _joined(by: str, parts: Iterable[Any]) -> SafeString:
    return format_html_join(by, "{}", ((part,) for part in parts))


def _html(sentence: str, **given: Any) -> SafeString:
    """Fill a translated sentence; what is filled in is escaped unless it is safe already."""
    return format_html(sentence.replace("%(", "{").replace(")s", "}"), **given)
