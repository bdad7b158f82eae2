"""Which lists fill a model, for the button of its admin page."""

from typing import Any

from django import template

from core.imports import registry
from core.imports.declaration import ListImport

register = template.Library()


@register.simple_tag
def lists_for(model: type, user: Any) -> list[ListImport]:
    """Return the lists that fill ``model`` and that ``user`` may import."""
    return [importer for importer in registry.for_model(model) if importer.allows(user)]
