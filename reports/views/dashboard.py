"""The official's first page."""

from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from reports import charts, presentation
from reports.access import check_reader
from reports.domain import boards, outreach, snapshots
from reports.domain.dashboard import Dashboard
from reports.forms import SelectionForm


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show where the campaign stands: figures, units, towns, the worst, the trend."""
    check_reader(request.user)
    now = timezone.now()
    form = SelectionForm(request.GET, today=timezone.localdate(now))
    board = boards.latest(request.user, form.selection, at=now)
    name = _name_of_page(request, board)
    body = snapshots.fragment(name, lambda: _body(request, form, board))
    return render(request, "reports/dashboard.html", {"body": body})


def _name_of_page(request: HttpRequest, board: Dashboard) -> str:
    """Name everything the body depends on: the data, the language, and what the address asks for."""
    asked = f"{board.at.isoformat()} {board.selection} {request.LANGUAGE_CODE} {request.GET.urlencode()}"
    return f"dashboard:body:{sha256(asked.encode()).hexdigest()}"


def _body(request: HttpRequest, form: SelectionForm, board: Dashboard) -> str:
    return render_to_string("reports/_dashboard_body.html", _context(request, form, board), request)


def _context(request: HttpRequest, form: SelectionForm, board: Dashboard) -> dict[str, Any]:
    return {
        "form": form,
        "board": board,
        "tiles": presentation.tiles(board),
        "units": presentation.table(board.units, board, by="department", param="units", asked=request.GET),
        "towns": presentation.table(board.towns, board, by="area", param="towns", asked=request.GET),
        "bars": presentation.bars(board),
        "worst": presentation.worst(board),
        "reach": [(reach, f"{board.reach[reach.key]:,}") for reach in outreach.REACHES],
        "trend": charts.trend(board.trend),
        "overdue_url": presentation.records("overdue", board.selection),
        "new_url": presentation.records("new", board.selection),
    }
