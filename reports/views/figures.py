"""The passport of each number, the records behind it, and the list of all figures."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core import listings, passports, record_exports
from core.domain.figures import Figure, Scope, get
from core.errors import NoSuchFigure
from core.paging import page_of
from core.periods import Period
from reports import passports as shown
from reports.access import may_read
from reports.domain import groups
from reports.domain.boards import DEFAULT_DAYS
from reports.domain.passports import counted
from reports.exporters import RecordExport
from reports.forms import FigureForm
from reports.tasks import EXPORT


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Show every figure that the reader may read: definition, and value of the last 30 days."""
    now = timezone.now()
    scope = Scope(Period.of_days(DEFAULT_DAYS, until=timezone.localdate(now)), now)
    context = {"groups": groups.measured(scope, request.user), "scope": scope}
    return render(request, "reports/figures.html", context)


@login_required
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a number means, how it moved, and exactly the records that it counts."""
    chosen = _figure(request, key)
    form, scope = _asked(request, chosen)
    found = counted(chosen, scope, request.user)
    rows = chosen.rows(found.now.scope, request.user)
    page = page_of(request, rows.values_list("pk", flat=True), counted=shown.how_many(found.now))
    listed = listings.of(rows.model).on_page(rows, list(page))
    columns = shown.page_columns(chosen, found.now.scope, request.user, listed, rows.model)
    context = {
        "figure": chosen,
        "form": form,
        "value": found.now,
        "parts": shown.parts(found.now),
        "earlier": shown.earlier(found),
        "words": shown.filter_in_words(chosen, form, scope),
        "notes": shown.notes(chosen, form, request.user),
        "columns": columns,
        "rows": [listings.cells(row, columns) for row in listed],
        "page": page,
        "may_read_dashboard": may_read(request.user),
        "records_url": passports.workbook(key, request.GET.urlencode()),
    }
    return render(request, "reports/figure.html", context)


@login_required
def records(request: HttpRequest, key: str) -> HttpResponseBase:
    """Send the records that a number counts as a workbook, with its definition on a second sheet.

    A long list is written in the background once it is asked for by POST; a page shows how far it is.
    """
    wanted = RecordExport(request.user, request.GET, timezone.now(), _figure(request, key))
    return record_exports.send(request, wanted, EXPORT, act="figure.export", figure=key)


@login_required
def moved(request: HttpRequest, key: str) -> HttpResponse:
    """Send on who comes by an address of before."""
    return redirect(passports.address(key, request.GET.urlencode()), permanent=True)


def _figure(request: HttpRequest, key: str) -> Figure:
    try:
        chosen = get(key)
    except NoSuchFigure as error:
        raise Http404 from error
    if not chosen.may_read(request.user):
        raise PermissionDenied(_("This figure counts records that your account does not see."))
    return chosen


def _asked(request: HttpRequest, chosen: Figure) -> tuple[FigureForm, Scope]:
    now = timezone.now()
    form = FigureForm(request.GET, today=timezone.localdate(now), figure=chosen)
    return form, form.scope(at=now)
