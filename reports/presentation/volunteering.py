"""The page of volunteering as tables and drawings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import passports
from core.domain.figures import Scope, get
from core.domain.figures.figure import percentage
from reports import charts
from reports.charts import Trend
from reports.domain.volunteering import CADRES, PLAN, PUBLIC, SHORT_UNITS, Ages, Board, Short, Turns
from reports.presentation.table import Cell, Column, Line, Table
from volunteers.choices import Category

WHOLE = 100
# Where a mark is still wholly within the drawing.
RIGHTMOST = 99
REGISTERED, RATE = "volunteers.registered", "volunteers.organ_rate"
TURNOUT, PLAN_RATE = "volunteers.turnout", "volunteers.plan_rate"
NONE = Cell("—")


@dataclass(frozen=True)
class AgeLine:
    """One step of the age pyramid; the bars are in per cent of the longest."""

    name: str
    men: int
    women: int
    men_bar: int
    women_bar: int

    @property
    def men_from(self) -> int:
        """Where the bar of the men begins: it grows to the left."""
        return WHOLE - self.men_bar


def context(board: Board) -> dict[str, Any]:
    """Return what the template of the page shows."""
    return {
        "board": board,
        "values": board.values(),
        "kinds": kinds(board),
        "groups": groups(board),
        "areas": areas(board),
        "ages": ages(board.ages),
        "sex_unknown": sum(each.unknown for each in board.ages),
        "weekends": turns(
            "weekends", _("Turnout by weekend"), _("weekend (date of Saturday)"), board, board.weekends, "%Y-%m-%d"
        ),
        "months": turns("months", _("Turnout by month"), _("Month"), board, board.months, "%Y-%m"),
        "plan": plan(board),
        "weekend_chart": chart(board.weekends),
        "month_chart": chart(board.months),
        "units": units(board),
    }


def kinds(board: Board) -> Table:
    """Return how many teams of each kind there are, and how many people in them."""
    lines = [
        Line(
            each.name,
            [_count(each.teams, f"{reverse('team-list')}?kind={each.pk}"), _count(each.people)],
        )
        for each in board.kinds
    ]
    return _table("kinds", _("Teams by kind"), _("Kind"), [_("Teams"), _("Members")], lines)


def groups(board: Board) -> Table:
    """Return how many volunteers of each group there are."""
    found = [(str(label), board.groups.get(key, 0), "") for key, label in Category.choices]
    return _table("groups", _("Volunteers by group"), _("Group"), [_("Volunteers")], _barred(found))


def areas(board: Board) -> Table:
    """Return how many volunteers each town has; each number opens its passport."""
    towns = sorted(board.areas, key=lambda town: -town[2])
    found = [(name, people, passports.address(REGISTERED, board.stock, area=code)) for code, name, people in towns]
    if board.elsewhere:
        found.append((_("in no town"), board.elsewhere, ""))
    return _table("areas", _("Volunteers by area"), _("Area"), [_("Volunteers")], _barred(found))


def ages(found: Sequence[Ages]) -> list[AgeLine]:
    """Return the age pyramid, the oldest on top."""
    longest = max((max(each.men, each.women) for each in found), default=0) or 1
    return [
        AgeLine(_span(each), each.men, each.women, each.men * WHOLE // longest, each.women * WHOLE // longest)
        for each in reversed(found)
    ]


def _span(ages: Ages) -> str:
    if ages.first is None:
        return _("unknown")
    return _("%d and older") % ages.first if ages.last is None else f"{ages.first}–{ages.last}"


def turns(key: str, title: str, first: str, board: Board, found: Sequence[Turns], day: str) -> Table:
    """Return the turnout of each stretch of days, by organ staff and by citizens and students."""
    lines = [
        Line(
            each.period.first.strftime(day),
            [
                _count(each.cadres, passports.address(CADRES, Scope(each.period, board.at))),
                _count(each.public, passports.address(PUBLIC, Scope(each.period, board.at))),
            ],
        )
        for each in found
    ]
    return _table(key, title, first, [str(get(CADRES).name), str(get(PUBLIC).name)], lines)


def plan(board: Board) -> Table:
    """Return the turnout of each month against the city's target; a month without a target has no rate."""
    longest = max([*(each.total for each in board.months), *board.plan.values()]) or 1
    lines = [_planned(each, board, longest) for each in board.months]
    columns = [_("Turnout"), _("Plan"), _("Share of the plan")]
    return _table("plan", _("Turnout by month against the plan"), _("Month"), columns, lines)


def _planned(month: Turns, board: Board, longest: int) -> Line:
    scope, target = Scope(month.period, board.at), board.plan.get(month.period.first)
    cells = [_count(month.total, passports.address(TURNOUT, scope)), NONE, NONE]
    if target:
        rate = Cell(percentage(month.total / target), month.total / target, passports.address(PLAN_RATE, scope))
        cells[1:] = _count(target, passports.address(PLAN, scope)), rate
    mark = min(target * WHOLE // longest, RIGHTMOST) if target else None
    return Line(month.period.first.strftime("%Y-%m"), cells, bar=month.total * WHOLE // longest, mark=mark)


def chart(found: Sequence[Turns]) -> Trend:
    """Lay out the two courses of the turnout."""
    return charts.trend([(each.period.first, each.cadres, each.public) for each in found])


def units(board: Board) -> Table:
    """Return the units below 100 %, the most missing first; each rate opens its passport."""
    lines = [
        Line(each.name, [_count(each.staff - each.registered), _rate(each, board.stock)])
        for each in board.short[:SHORT_UNITS]
    ]
    return _table("units", _("Units below 100 %"), _("unit"), [_("Missing"), _("Rate")], lines, total=len(board.short))


def _rate(unit: Short, scope: Scope) -> Cell:
    rate = unit.registered / unit.staff
    return Cell(percentage(rate), rate, passports.address(RATE, scope, department=unit.pk))


def _barred(found: Iterable[tuple[str, int, str]]) -> list[Line]:
    rows = list(found)
    longest = max((people for _name, people, _url in rows), default=0) or 1
    return [Line(name, [_count(people, url)], bar=people * WHOLE // longest) for name, people, url in rows]


def _count(number: int, url: str = "") -> Cell:
    return Cell(f"{number:,}", number, url)


def _table(key: str, title: str, first: str, columns: list[str], lines: list[Line], total: int = 0) -> Table:
    return Table(key, title, first, [Column(name) for name in columns], lines, total=total or len(lines))
