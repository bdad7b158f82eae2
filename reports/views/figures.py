"""The passport of each number."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.paging import page_of
from inspections.models import Ticket
from reports.access import check_reader
from reports.domain.passports import PASSPORTS
from reports.forms import SelectionForm


@login_required
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a number of the dashboard means, and the tickets that it counts."""
    check_reader(request.user)
    if key not in PASSPORTS:
        raise Http404
    now = timezone.now()
    form = SelectionForm(request.GET, today=timezone.localdate(now))
    rows = PASSPORTS[key].tickets(Ticket.objects.visible_to(request.user), form.selection, at=now)
    context = {"form": form, "passport": PASSPORTS[key], "page": page_of(request, rows), "count": rows.count()}
    return render(request, "reports/figure.html", {**context, "at": now, "selection": form.selection})
