"""What higher apps add to the pages of lower ones. Each app adds its own from ``AppConfig.ready``."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

# What a panel shows of the row that the page is about: nothing where it does not concern the person.
Panel = Callable[[HttpRequest, Any], SafeString | str]
_panels: dict[str, list[Panel]] = defaultdict(list)


def add(url_name: str, panel: Panel) -> None:
    """Show ``panel`` on the page of that name; added twice it is shown once."""
    if panel not in _panels[url_name]:
        _panels[url_name].append(panel)


def shown(url_name: str, request: HttpRequest, row: Any) -> list[SafeString | str]:
    """Return the panels of the page that have something to say about ``row``."""
    return [said for said in (panel(request, row) for panel in _panels[url_name]) if said]
