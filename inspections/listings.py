"""How problems, patrols and checks are listed behind a figure."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.exports import Column
from core.listings import Listing
from inspections.choices import TicketState
from inspections.exporters import COLUMNS, RELATED
from inspections.models import Patrol, PointCheck, Ticket


def _address(ticket: Ticket) -> str:
    return reverse("ticket-detail", args=[ticket.number])


def _point(check: PointCheck) -> str:
    return reverse("point-detail", args=[check.point.code])


TICKETS = Listing(
    columns=(
        Column(_("Number"), lambda t: t.number, url=_address),
        Column(_("Problem"), lambda t: t.category.name),
        Column(_("Place"), lambda t: t.where),
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

PATROLS = Listing(
    columns=(
        Column(_("Date"), lambda p: p.date),
        Column(_("Supervision group"), lambda p: p.group.name, 20),
        Column(_("Note"), lambda p: p.note, 40),
    ),
    related=("group",),
)
CHECKS = Listing(
    columns=(
        Column(_("Point code"), lambda c: c.point.code, url=_point),
        Column(_("Name"), lambda c: c.point.name, 30),
        Column(_("Area"), lambda c: c.point.area.name),
        Column(_("Checked at"), lambda c: c.checked_at, 17),
        Column(_("Supervision group"), lambda c: c.patrol.group.name if c.patrol else "", 20),
    ),
    related=("point__area", "patrol__group"),
)

LISTINGS = {Ticket: TICKETS, Patrol: PATROLS, PointCheck: CHECKS}
