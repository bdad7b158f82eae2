"""Numbers that open their passport."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import passports
from core.domain.figures import Scope, Value

register = template.Library()


@register.simple_tag
def figure_link(key: str, value: Any, scope: Scope | str = "", **narrower: Any) -> SafeString:
    """Write ``value`` as a link to the passport of the figure ``key``.

    ``scope`` is a :class:`Scope` or the query of an address; department, area or category narrow a scope.
    """
    text = value.text if isinstance(value, Value) else value
    return format_html('<a class="figure-link" href="{}">{}</a>', passports.address(key, scope, **narrower), text)


@register.simple_tag
def figure_url(key: str, scope: Scope | str = "", **narrower: Any) -> str:
    """Return the address of the passport of the figure ``key``."""
    return passports.address(key, scope, **narrower)
