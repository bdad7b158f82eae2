"""Hours in templates."""

from django import template

from volunteers.domain import hours

register = template.Library()


@register.filter
def in_hours(minutes: int) -> str:
    """Return minutes as hours, such as ``3.5``."""
    return hours.in_hours(minutes)
