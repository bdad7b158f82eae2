"""Filters that show tickets. What stands in every row of a long list is written here: templates would be slower."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from inspections import presentation
from inspections.models import Ticket
from inspections.presentation import Deadline

register = template.Library()


@register.filter
def badges(ticket: Ticket) -> SafeString:
    """Return the badge of a ticket's state, and those of what marks it."""
    return format_html_join(" ", '<span class="badge badge-{}">{}</span>', presentation.marks(ticket))


@register.filter
def in_words(deadline: Deadline) -> SafeString | str:
    """Return a deadline as it is shown."""
    return format_html('<span class="deadline deadline-{}">{}</span>', deadline.tone, deadline.text)


@register.filter
def reported(ticket: Ticket) -> str:
    """Return when a ticket was reported, for the place where its deadline would stand."""
    return _("reported %(at)s") % {"at": presentation.stamp(ticket.reported_at)}


@register.filter
def masked(phone: str) -> str:
    """Hide the middle of a phone number."""
    return presentation.masked(phone)
