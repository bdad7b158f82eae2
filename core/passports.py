"""Addresses of the passport of a number: its definition, and exactly the records that it counts."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from core.domain.figures import Scope

# The choice of the period by its first and last day, in the forms that read these addresses.
CUSTOM = "custom"


def query(scope: Scope, **narrower: Any) -> str:
    """Return ``scope`` as the query of an address. ``narrower`` replaces or adds any of its parts but the period."""
    chosen = {
        "period": CUSTOM,
        "since": scope.period.first.isoformat(),
        "until": scope.period.last.isoformat(),
        "department": scope.department,
        "area": scope.area,
        "category": scope.category,
        "own": "1" if scope.own else "",
        "point": scope.point,
        **narrower,
    }
    return urlencode({name: value for name, value in chosen.items() if value})


def address(key: str, scope: Scope | str = "", **narrower: Any) -> str:
    """Return the address of the passport of the figure ``key`` over a scope, or over a query of an address."""
    return _with_query(reverse("figure", args=[key]), scope, narrower)


def workbook(key: str, scope: Scope | str = "", **narrower: Any) -> str:
    """Return the address of the same records as a workbook."""
    return _with_query(reverse("figure-records", args=[key]), scope, narrower)


def _with_query(path: str, scope: Scope | str, narrower: dict[str, Any]) -> str:
    asked = query(scope, **narrower) if isinstance(scope, Scope) else scope
    return f"{path}?{asked}" if asked else path
