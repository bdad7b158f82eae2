"""The official's page of volunteering: where the teams, the people and the weekends stand."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.access import may_read
from reports.domain import snapshots, volunteering
from reports.domain.volunteering import Board
from reports.presentation.volunteering import context


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the volunteering of the whole city; who does not read all of it is led to the activities of the week."""
    if not may_read(request.user):
        return redirect("activity-week")
    board = volunteering.latest(at=timezone.now())
    name = f"{volunteering.NAME}:body:{board.at.isoformat()}:{request.LANGUAGE_CODE}"
    body = snapshots.fragment(name, lambda: _body(board))
    return render(request, "reports/volunteering.html", {"body": body})


def _body(board: Board) -> str:
    return render_to_string("reports/_volunteering.html", context(board))
