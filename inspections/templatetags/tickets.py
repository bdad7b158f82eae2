"""Filters that show tickets. What stands in every row of a long list is written here: templates would be slower."""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.context import calendar_of
from core.personal import mask_phone
from inspections import presentation
from inspections.account import Day, Line
from inspections.history import Entry
from inspections.models import Ticket, TicketPhoto
from inspections.presentation import Deadline, Fact

register = template.Library()

TICK = '<td class="keep"><input type="checkbox" name="ticket" value="{0}" form="{1}" aria-label="{0}"{2}></td>'
# The words of the labels stand before each value on a phone, where a row is a card.
ROW = """<tr data-row="{code}" data-preview="{address}preview/">{tick}
<td class="keep" data-label="%s"><a class="number" href="{address}" data-row-open>{number}</a></td>
<td data-label="%s"><span><strong>{category}</strong><br><span class="quiet">{description}</span>{further}</span></td>
{where}<td data-label="%s">{unit}</td>
<td data-label="%s"><span>{badges}</span></td>
<td data-label="%s">{left}</td>
</tr>
"""
BADGE = '<span class="badge badge-{}">{}</span>'
LEFT = '<span class="deadline deadline-{}">{}</span>'
QUIET = '<span class="quiet">{}</span>'
WHERE = '<td data-label="{}"><span>{}<br><span class="quiet">{}</span></span></td>\n'


@register.filter
def badges(ticket: Ticket) -> SafeString:
    """Return the badge of a ticket's state, and those of what marks it."""
    return mark_safe(" ".join([BADGE.format(tone, escape(word)) for tone, word in presentation.marks(ticket)]))  # noqa: S308 - escaped


@register.filter
def in_words(deadline: Deadline) -> SafeString | str:
    """Return a deadline as it is shown."""
    return mark_safe(LEFT.format(deadline.tone, escape(deadline.text)))  # noqa: S308 - escaped


@register.simple_tag(takes_context=True)
def time_left(context: template.RequestContext, ticket: Ticket) -> SafeString | str:
    """Return how much time a ticket has left, on pages whose view does not ask for it."""
    days = calendar_of(context["request"])
    return in_words(presentation.deadline_of(ticket, at=timezone.now(), calendar=days))


@register.filter
def reported(ticket: Ticket) -> str:
    """Return when a ticket was reported, for the place where its deadline would stand."""
    return _("reported %(at)s") % {"at": presentation.stamp(ticket.reported_at)}


@register.simple_tag
def ticket_rows(tickets: Iterable[Ticket], ticks: str = "", at_point: bool = False) -> SafeString:
    """Return the rows of a table of tickets; ``ticks`` is the id of the form to which the box before a row belongs.

    ``at_point``: the page is that of one point, and no row says where it is.
    """
    words = (_("number"), _("problem"), _("responsible unit"), _("state"), _("time left"))
    row = ROW % tuple(escape(word) for word in words)
    where = "" if at_point else escape(_("point"))
    return mark_safe("".join([_filled(row, ticket, escape(ticks), where) for ticket in tickets]))  # noqa: S308 - escaped


def _filled(row: str, ticket: Ticket, ticks: str, where: str) -> str:
    """Return a row. Whatever is put into it is escaped: ``format_html`` would look at each part of it again."""
    late, number = ticket.deadline, escape(ticket.number)  # type: ignore[attr-defined]
    mark = getattr(ticket, "mark", shortened)
    return row.format(
        tick=TICK.format(number, ticks, _checked(ticket)) if ticks else "",
        code=number,
        address=escape(reverse("ticket-detail", args=[ticket.number])),
        number=_safe(mark(ticket.number)),
        category=escape(ticket.category.name),
        description=_safe(mark(ticket.description)),
        further=_told(getattr(ticket, "told", "")) + _refusal(getattr(ticket, "refusal", "")),
        where=WHERE.format(where, _safe(mark(ticket.place_name)), escape(ticket.area.name)) if where else "",
        unit=escape(ticket.department.name) if ticket.department else "—",
        badges=badges(ticket),
        left=in_words(late) if late.text else QUIET.format(escape(reported(ticket))),
    )


def _safe(text: str) -> str:
    return text if isinstance(text, SafeString) else escape(text)


def _checked(ticket: Ticket) -> str:
    return " checked" if getattr(ticket, "is_ticked", False) else ""


def _told(note: str) -> str:
    return f"<br>{QUIET.format(_safe(note))}" if note else ""


def _refusal(refusal: str) -> str:
    return f'<span class="refusal" role="alert">{escape(str(refusal))}</span>' if refusal else ""


def shortened(text: str, most: int = 48) -> str:
    """Return no more than ``most`` characters of a text."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


@register.filter
def masked(phone: str) -> str:
    """Hide the middle of a phone number."""
    return mask_phone(phone)


@register.simple_tag
def facts(ticket: Ticket, *, with_time: bool) -> SafeString:
    """Return the facts of a ticket as the pairs of a list."""
    return pairs(presentation.facts(ticket, with_time=with_time))


@register.simple_tag
def pairs(told: Iterable[Fact]) -> SafeString:
    """Return facts as the pairs of a ``<dl>``."""
    return format_html_join(
        "", "<div><dt>{}</dt><dd>{}{}</dd></div>", ((f.name, _said(f), _quiet(f.quiet)) for f in told)
    )


def _said(fact: Fact) -> SafeString | str:
    return format_html('<strong class="deadline-{}">{}</strong>', fact.tone, fact.text) if fact.tone else fact.text


def _quiet(text: str) -> SafeString | str:
    return format_html(' <span class="quiet">{}</span>', text) if text else ""


@register.simple_tag
def timed(lines: Iterable[Line]) -> SafeString:
    """Return what happened when as the items of a list."""
    return format_html_join("", "<li>{} {}{}</li>", ((_when(line), line.text, _quiet(line.quiet)) for line in lines))


def _when(line: Line) -> SafeString:
    if line.until is None:
        return moment(line.at)
    return format_html("{} – {}", moment(line.at), moment(line.until))


@register.filter
def moment(at: datetime) -> SafeString:
    """Return a moment without its year, with the whole of it for machines."""
    local = timezone.localtime(at)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), f"{local:%m-%d %H:%M}")


@register.simple_tag
def counted_days(days: Iterable[Day]) -> SafeString:
    """Return the rows of the account day by day."""
    row = '<tr{}><td class="number">{}</td><td>{}</td><td class="amount">{}</td></tr>'
    rest = mark_safe(' class="rest"')
    return format_html_join("", row, ((rest if d.is_rest else "", d.date, d.kind, d.time) for d in days))


PHOTO = """<li><a href="{}"><img src="{}" alt="{}" width="160" height="120" loading="lazy"></a>{}</li>"""
ENTRY = """<li class="entry{}"><p class="entry-head"><strong>{}</strong> <span class="quiet">{}</span>
<time datetime="{}">{}</time></p>{}{}{}</li>
"""


@register.simple_tag
def photo_strip(photos: Iterable[TicketPhoto]) -> SafeString:
    """Return photos as the items of a strip; each opens in full."""
    return format_html_join("", PHOTO, (_photo(photo) for photo in photos))


def _photo(photo: TicketPhoto) -> tuple[str, str, str, SafeString]:
    display, thumbnail = (reverse("photo", args=[photo.pk, size]) for size in ("display", "thumbnail"))
    taken = f"{timezone.localtime(photo.taken_at):%m-%d %H:%M}" if photo.taken_at else ""
    hints = [(text,) for text in (taken, photo.error) if text]
    return display, thumbnail, photo.get_role_display(), format_html_join("", '<span class="hint">{}</span>', hints)


@register.simple_tag
def entries(timeline: Iterable[Entry]) -> SafeString:
    """Return the lines of a timeline."""
    return format_html_join("", ENTRY, (_entry(entry) for entry in timeline))


def _entry(entry: Entry) -> tuple[Any, ...]:
    tone = f" entry-{entry.tone}" if entry.tone else ""
    note = format_html("<p>{}</p>", linebreaksbr(entry.note)) if entry.note else ""
    facts = format_html_join("", "<span>{}：{}</span>", entry.facts)
    shown = format_html('<p class="entry-facts">{}</p>', facts) if entry.facts else ""
    photos = format_html('<ul class="photos">{}</ul>', photo_strip(entry.photos)) if entry.photos else ""
    return tone, entry.title, entry.who, entry.iso, entry.stamp, note, shown, photos
