"""The cockpit as a paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import documents
from reports import briefing
from reports.access import check_reads_own, may_read
from reports.domain import boards
from reports.forms import SelectionForm


@login_required
@require_safe
@never_cache
def pdf(request: HttpRequest) -> HttpResponse:
    """Answer the cockpit of the address's scope as a PDF, with the numbers that the page shows."""
    check_reads_own(request.user)
    now = timezone.now()
    form = SelectionForm(request.GET, today=timezone.localdate(now))
    board = boards.latest(request.user, form.selection, at=now)
    paper = briefing.pdf(board, narrowed=form.narrowed, is_partial=not may_read(request.user))
    name = f"briefing-{timezone.localtime(board.at):%Y%m%d-%H%M}.pdf"
    return HttpResponse(
        paper, content_type=documents.PDF, headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
