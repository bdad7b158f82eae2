"""The official's first page."""

from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from core.domain.figures import Value
from reports import charts, exporters, presentation
from reports.access import check_reads_own, may_read
from reports.domain import boards, outreach, snapshots
from reports.domain.cube import Slice
from reports.domain.dashboard import Dashboard
from reports.forms import SelectionForm
from reports.views import maps


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show where the campaign stands: figures, units, areas, the worst, the days. To htmx only the counted part."""
    check_reads_own(request.user)
    form = SelectionForm(request.GET, today=timezone.localdate())
    counts = boards.counted(request.user, form.selection, at=timezone.now())
    body = snapshots.fragment(_name(request, form, counts), lambda: _body(request, form, counts))
    name = "reports/_cockpit_answer.html" if _is_partial(request) else "reports/dashboard.html"
    response = render(
        request, name, {"body": body, "title": _("Campaign at a glance"), "reads_all": may_read(request.user)}
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


@login_required
def sheet(request: HttpRequest, key: str) -> FileResponse:
    """Send one table of the page as a workbook: all its rows, and on a second sheet what its numbers mean."""
    check_reads_own(request.user)
    if key not in presentation.SHEETS:
        raise Http404
    form = SelectionForm(request.GET, today=timezone.localdate())
    board = boards.latest(request.user, form.selection, at=timezone.now())
    table = presentation.sheet(key, board, request.GET)
    name = f"{table.title}-{timezone.localtime(board.at):%Y%m%d-%H%M}.xlsx"
    about = [*_chosen(form), (_("Exported by"), str(request.user))]
    return FileResponse(exporters.write_table(table, board, about=about), as_attachment=True, filename=name)


def _is_partial(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def _name(request: HttpRequest, form: SelectionForm, counts: Slice) -> str:
    """Name everything the counted part depends on: reader, data, language, and what the address asks for."""
    parts = (boards.scope_name(request.user), counts.at.isoformat(), form.selection, request.LANGUAGE_CODE)
    asked = f"{parts} {request.GET.urlencode()}"
    return f"dashboard:body:{sha256(asked.encode()).hexdigest()}"


def _body(request: HttpRequest, form: SelectionForm, counts: Slice) -> str:
    return render_to_string("reports/_cockpit.html", _context(request, form, counts), request)


def _context(request: HttpRequest, form: SelectionForm, counts: Slice) -> dict[str, Any]:
    board, asked = boards.made(request.user, form.selection, counts), request.GET
    tables = presentation.tables(board, asked)
    return {
        "form": form,
        "board": board,
        "is_partial_scope": not may_read(request.user),
        "path": presentation.path(board, asked),
        "briefing_url": f"{reverse('dashboard-pdf')}?{asked.urlencode()}",
        "chosen": _chosen(form),
        "lead": presentation.lead(board, asked),
        "tiles": presentation.tiles(board),
        "tables": tables,
        "trend": charts.trend([(day.date, day.counts["new"], day.counts["closed"]) for day in board.days]),
        "overdue_url": presentation.records("overdue", board),
        "reach": _reach(request, board),
        "definitions": tables["figures"].definitions,
        **maps.context(request),
    }


def _reach(request: HttpRequest, board: Dashboard) -> list[Value]:
    """Return what else the city does; beside a part of the city its numbers would be taken for the part's."""
    chosen = board.selection
    if chosen.department or chosen.area or chosen.category or not may_read(request.user):
        return []
    return outreach.values(outreach.latest(chosen.period, at=board.at), chosen.period, at=board.at)


def _chosen(form: SelectionForm) -> list[tuple[str, str]]:
    """Return what narrows the page, in words, for paper."""
    given = form.cleaned_data if form.is_valid() else {}
    names = ("department", "area", "category")
    return [(str(form.fields[name].label), str(given[name])) for name in names if given.get(name)]
