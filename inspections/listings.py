"""How problems are listed behind a figure."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.exports import Column
from core.listings import Listing
from inspections.choices import TicketState
from inspections.exporters import COLUMNS, RELATED
from inspections.models import Ticket


def _address(ticket: Ticket) -> str:
    return reverse("ticket-detail", args=[ticket.number])


def _place(ticket: Ticket) -> Any:
    return ticket.point.name if ticket.point else ticket.place or ticket.area.name


TICKETS = Listing(
    columns=(
        Column(_("Number"), lambda t: t.number, url=_address),
        Column(_("Problem"), lambda t: t.category.name),
        Column(_("Place"), _place),
        Column(_("Unit"), lambda t: t.department.name if t.department else ""),
        Column(_("State"), lambda t: TicketState(t.state).label),
        Column(_("Reported"), lambda t: t.reported_at),
        Column(_("Deadline"), lambda t: t.due_at),
        Column(_("Closed at"), lambda t: t.closed_at),
    ),
    related=("category", "point", "area", "department"),
    sheet=COLUMNS,
    sheet_related=RELATED,
)

LISTINGS = {Ticket: TICKETS}
