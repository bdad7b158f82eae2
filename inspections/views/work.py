"""My work: what waits for an inspector, for a handler, for the staff of an area; and the load of the week."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from command.choices import Role
from core.domain import calendar
from core.paging import capped_counts, in_words
from inspections import tabs
from inspections.domain import load as loads
from inspections.models import Ticket
from inspections.presentation import SPANS
from inspections.views import rows
from inspections.views.lists import ticket_list
from inspections.views.tickets import tickets_of

# The tab that is grouped by when its tickets fall due.
BY_DUE = "running"


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """Show the tickets of a person's scope: to an inspector what to look at, to the others by time left."""
    if request.user.has_role(Role.INSPECTOR):
        return render(request, "inspections/work.html", ticket_list(request, tabs.INSPECTOR))
    context = ticket_list(request, tabs.HANDLER)
    page = context["page"]
    shown = rows.prepared(page.object_list, request.user)
    is_by_due = context["tab"].key == BY_DUE
    groups = grouped(shown, context["filter"].qs) if is_by_due else [{"tickets": shown}]
    return render(request, "inspections/desk.html", context | {"groups": groups})


def grouped(shown: list[Ticket], all_of_them: QuerySet[Ticket]) -> list[dict[str, Any]]:
    """Return the tickets of a page by when they fall due, each group with how many there are on all pages."""
    spans = loads.spans(timezone.now())
    members = {span.key: [ticket for ticket in shown if ticket.due_at and span.holds(ticket.due_at)] for span in spans}
    present = [span for span in spans if members[span.key]]
    counts = capped_counts({span.key: all_of_them.filter(span.condition()) for span in present}) if present else {}
    return [
        {
            "key": span.key,
            "label": SPANS[span.key],
            "count": in_words(counts[span.key]),
            "tickets": members[span.key],
        }
        for span in present
    ]


@login_required
def work_row(request: HttpRequest, number: str) -> HttpResponse:
    """Return one row of the list as it now is: a form that stood open in it is left."""
    return rows.plain(request, get_object_or_404(tickets_of(request), number=number))


@login_required
@permission_required("inspections.handle_ticket", raise_exception=True)
def load(request: HttpRequest) -> HttpResponse:
    """Show what falls due on which day, and who has how much: of the own unit, and to area staff of their area."""
    user, at = request.user, timezone.now()
    area = user.area if user.has_role(Role.AREA_STAFF) else None
    days = loads.by_day(Ticket.objects.visible_to(user), at=at, calendar=calendar.current())
    context = {
        "area": area,
        "unit": user.department,
        # The list of area staff holds the tickets of other units, too.
        "unit_query": f"&department={user.department_id}" if area else "",
        "today": timezone.localdate(at),
        "monday": loads.monday_of(at),
        "days": days,
        "most": max(day.due for day in days),
        "people": loads.by_handler(user.department, at=at) if user.department else [],
        "units": loads.by_unit(Ticket.objects.visible_to(user), at=at) if area else [],
    }
    return render(request, "inspections/load.html", context)
