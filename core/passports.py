"""Addresses of the passport of a number: its definition, and exactly the records that it counts."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

from core.domain.figures import Scope
from core.periods import Period

# The choice of the period by its first and last day, in the forms that read these addresses.
CUSTOM = "custom"


def query(scope: Scope, **narrower: Any) -> str:
    """Return ``scope`` as the query of an address. ``narrower`` replaces or adds any of its parts but the period."""
    chosen = {
        "department": scope.department,
        "area": scope.area,
        "category": scope.category,
        "own": "1" if scope.own else "",
        "point": scope.point,
        **narrower,
    }
    given = {name: value for name, value in chosen.items() if value}
    return f"{_days(scope.period)}&{urlencode(given)}" if given else _days(scope.period)


@lru_cache(maxsize=512)
def _days(period: Period) -> str:
    """Return a period as the first part of a query. A page of figures asks for the same one a hundred times."""
    return urlencode({"period": CUSTOM, "since": period.first.isoformat(), "until": period.last.isoformat()})


def address(key: str, scope: Scope | str = "", **narrower: Any) -> str:
    """Return the address of the passport of the figure ``key`` over a scope, or over a query of an address."""
    return _with_query(_path("figure", key, get_script_prefix()), scope, narrower)


def workbook(key: str, scope: Scope | str = "", **narrower: Any) -> str:
    """Return the address of the same records as a workbook."""
    return _with_query(_path("figure-records", key, get_script_prefix()), scope, narrower)


@lru_cache(maxsize=512)
def _path(name: str, key: str, prefix: str) -> str:
    """Return the path of a page of a figure beneath the ``prefix`` of the portal."""
    return reverse(name, args=[key])


def _with_query(path: str, scope: Scope | str, narrower: dict[str, Any]) -> str:
    asked = query(scope, **narrower) if isinstance(scope, Scope) else scope
    return f"{path}?{asked}" if asked else path
