"""The registry of pages that the header offers. Each app adds its own from ``AppConfig.ready``."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class NavItem:
    """One entry of the header.

    ``roles`` and ``permission`` each open it (either is enough); without both it is for everybody.
    ``home_for`` names the roles whose work begins on this page; after ``g``, ``key`` leads there from any page.
    An entry ``is_tucked`` when it is seldom needed: it stands in the person's menu, not in the line of pages.
    """

    label: Any
    url_name: str
    permission: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    order: int = 100
    home_for: frozenset[str] = field(default_factory=frozenset)
    key: str = ""
    is_tucked: bool = False

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def is_open_to(self, user: Any) -> bool:
        """Answer whether the header of ``user`` shows the entry."""
        if user.is_superuser or not (self.roles or self.permission):
            return True
        return user.has_role(*self.roles) or bool(self.permission and user.has_perm(self.permission))


_items: dict[str, NavItem] = {}


def add(
    label: Any,
    url_name: str,
    *,
    permission: str = "",
    roles: Iterable[str] = (),
    order: int = 100,
    home_for: Iterable[str] = (),
    key: str = "",
    is_tucked: bool = False,
) -> None:
    """Offer the page of that name; a second call for the same page replaces the first."""
    _items[url_name] = NavItem(
        label, url_name, permission, frozenset(roles), order, frozenset(home_for), key, is_tucked
    )


def items_for(user: Any) -> list[NavItem]:
    """Return the entries for a person, in order."""
    return sorted((item for item in _items.values() if item.is_open_to(user)), key=lambda item: item.order)


def entries_for(user: Any, path: str) -> list[dict[str, Any]]:
    """Return what the header shows a person on the page at ``path``.

    The entry of the page itself is current as ``page``, that of the section in which it lies as ``true``.
    """
    shown: list[dict[str, Any]] = [
        {"label": item.label, "url": item.url, "key": item.key, "is_tucked": item.is_tucked, "current": ""}
        for item in items_for(user)
    ]
    above = max(
        (each for each in shown if path.startswith(each["url"])), key=lambda each: len(each["url"]), default=None
    )
    if above:
        above["current"] = "page" if above["url"] == path else "true"
    return shown


def home_of(user: Any) -> str:
    """Return the address where the work of a person begins."""
    mine = items_for(user)
    first = next((item for item in mine if user.has_role(*item.home_for)), None)
    return (first or mine[0]).url if mine else reverse("profile")
