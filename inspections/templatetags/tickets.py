"""Filters that show tickets. What stands in every row of a long list is written here: templates would be slower."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from inspections import presentation
from inspections.models import Ticket
from inspections.presentation import Deadline

register = template.Library()

TICK = '<td class="keep"><input type="checkbox" name="ticket" value="{0}" form="{1}" aria-label="{0}"{2}></td>'
# The words of the labels stand before each value on a phone, where a row is a card.
ROW = """<tr data-row="{code}" data-preview="{address}preview/">{tick}
<td class="keep" data-label="%s"><a class="number" href="{address}" data-row-open>{number}</a></td>
<td data-label="%s"><span><strong>{category}</strong><br><span class="quiet">{description}</span>{further}</span></td>
<td data-label="%s"><span>{place}<br><span class="quiet">{area}</span></span></td>
<td data-label="%s">{unit}</td>
<td data-label="%s"><span>{badges}</span></td>
<td data-label="%s">{left}</td>
</tr>
"""


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


@register.simple_tag
def ticket_rows(tickets: Iterable[Ticket], ticks: str = "") -> SafeString:
    """Return the rows of a table of tickets; ``ticks`` is the id of the form to which the box before a row belongs."""
    words = (_("number"), _("problem"), _("point"), _("responsible unit"), _("state"), _("time left"))
    row = ROW % tuple(escape(word) for word in words)
    return format_html_join("", "{}", ((_filled(row, ticket, ticks),) for ticket in tickets))


def _filled(row: str, ticket: Ticket, ticks: str) -> SafeString:
    late = ticket.deadline  # type: ignore[attr-defined]
    mark, told = getattr(ticket, "mark", shortened), getattr(ticket, "told", "")
    return format_html(
        row,
        tick=format_html(TICK, ticket.number, ticks, _checked(ticket)) if ticks else "",
        code=ticket.number,
        address=reverse("ticket-detail", args=[ticket.number]),
        number=mark(ticket.number),
        category=ticket.category.name,
        description=mark(ticket.description),
        further=format_html("{}{}", _told(told), _refusal(ticket)),
        place=mark(ticket.point.name if ticket.point else ticket.place),
        area=ticket.area.name,
        unit=ticket.department.name if ticket.department else "—",
        badges=badges(ticket),
        left=in_words(late) if late.text else format_html('<span class="quiet">{}</span>', reported(ticket)),
    )


def _checked(ticket: Ticket) -> SafeString:
    return SafeString(" checked" if getattr(ticket, "is_ticked", False) else "")


def _told(note: SafeString | str) -> SafeString | str:
    return format_html('<br><span class="quiet">{}</span>', note) if note else ""


def _refusal(ticket: Ticket) -> SafeString | str:
    refusal = getattr(ticket, "refusal", "")
    return format_html('<span class="refusal" role="alert">{}</span>', refusal) if refusal else ""


def shortened(text: str, most: int = 48) -> str:
    """Return no more than ``most`` characters of a text."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


@register.filter
def masked(phone: str) -> str:
    """Hide the middle of a phone number."""
    return presentation.masked(phone)
