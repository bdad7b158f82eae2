"""Tickets as a workbook."""

from collections.abc import Iterable
from typing import IO

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.exports import CHUNK, Column, write
from inspections.choices import Source, TicketState
from inspections.models import Ticket
from inspections.presentation import limit_in_words

COLUMNS = (
    Column(_("number"), lambda t: t.number, 16),
    Column(_("state"), lambda t: TicketState(t.state).label, 10),
    Column(_("source"), lambda t: Source(t.source).label, 10),
    Column(_("category"), lambda t: t.category.name, 18),
    Column(_("point code"), lambda t: t.point.code if t.point else "", 14),
    Column(_("point"), lambda t: t.point.name if t.point else t.place, 28),
    Column(_("area"), lambda t: t.area.name, 14),
    Column(_("description"), lambda t: t.description, 40),
    Column(_("found by"), lambda t: t.finder_department.name if t.finder_department else "", 14),
    Column(
        _("followed by"),
        lambda t: t.followed_by.name if t.followed_by else "",
        14,
        _("The supervision group that found it, or else that confirmed it on site."),
    ),
    Column(_("responsible unit"), lambda t: t.department.name if t.department else "", 24),
    Column(_("reported at"), lambda t: t.reported_at, 17),
    Column(_("registered at"), lambda t: t.registered_at, 17, _("The moment of 立案; a patrol's finding at once.")),
    Column(_("dispatched at"), lambda t: t.dispatched_at, 17),
    Column(
        _("limit"),
        lambda t: limit_in_words(t.limit_amount, t.limit_clock) if t.limit_amount else "",
        12,
        _("As given at the last dispatch; extensions move the deadline, not the limit."),
    ),
    Column(_("due at"), lambda t: t.due_at, 17, _("With approved extensions and suspensions.")),
    Column(_("rectified at"), lambda t: t.rectified_at, 17),
    Column(_("closed at"), lambda t: t.closed_at, 17),
    Column(_("reworks"), lambda t: t.rework_count, 8, _("Checks that were not passed.")),
    Column(_("returns"), lambda t: t.return_count, 8, _("Times that a unit gave it back as not its own.")),
)
RELATED = ("category", "point", "area", "department", "finder_department", "followed_by")


def write_tickets(rows: QuerySet[Ticket], *, about: Iterable[tuple[str, str]]) -> IO[bytes]:
    """Return a temporary file, at its start, with a workbook of ``rows``. ``about``: see :func:`core.exports.write`."""
    streamed = rows.select_related(*RELATED).iterator(chunk_size=CHUNK)
    return write(streamed, COLUMNS, name=str(_("tickets")), about=about)
