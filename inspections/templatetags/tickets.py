"""Filters that show tickets."""

from django import template

from inspections import presentation
from inspections.choices import TicketState

register = template.Library()


@register.filter
def tone(state: str) -> str:
    """Return the colour of a state."""
    return presentation.STATE_TONES.get(TicketState(state), "grey") if state else "grey"


@register.filter
def state_label(state: str) -> str:
    """Return the name of a state from its key."""
    return str(TicketState(state).label) if state else ""


@register.filter
def masked(phone: str) -> str:
    """Hide the middle of a phone number."""
    return presentation.masked(phone)
