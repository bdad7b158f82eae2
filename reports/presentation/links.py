"""Addresses: of the passport of a number, and of the dashboard itself over something else."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from core import passports
from core.domain.figures import Scope
from core.periods import Period
from reports.domain.dashboard import Dashboard

# What the reader of another place begins without.
OF_THIS_PLACE = ("all",)


def records(key: str, board: Dashboard, period: Period | None = None, /, **narrower: str) -> str:
    """Return the address of the passport of a number: its definition, and exactly the tickets that it counts."""
    chosen = board.selection
    scope = Scope(period or chosen.period, board.at, chosen.department, chosen.area, chosen.category)
    return passports.address(key, scope, **narrower)


def asking(asked: QueryDict, **changes: str) -> str:
    """Return the query of the same page with other choices; an empty one is left out."""
    return urlencode({name: value for name, value in {**asked.dict(), **changes}.items() if value})


@dataclass(frozen=True)
class Crumb:
    """One of the areas from the city down to the chosen one."""

    name: str
    url: str


def path(board: Dashboard, asked: QueryDict) -> list[Crumb]:
    """Return the areas above the chosen one, and itself; the city alone where none is chosen."""
    return [Crumb(name, elsewhere(asked, area="" if code == board.path[0][0] else code)) for code, name in board.path]


def elsewhere(asked: QueryDict, **place: str) -> str:
    """Return the address of the dashboard of another area or unit, with the same period and order."""
    query = asking(asked, **dict.fromkeys(OF_THIS_PLACE, ""), **place)
    return f"{reverse('dashboard')}?{query}"


def workbook(key: str, asked: QueryDict) -> str:
    """Return the address of a table of the page as a workbook."""
    return f"{reverse('dashboard-sheet', args=[key])}?{asking(asked)}"
