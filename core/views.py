"""Pages that belong to no campaign app: the way home, the inbox, the error pages."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from core import navigation
from core.domain.notices import mark_read
from core.models import Notice
from core.paging import page_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead a person to where the own work begins."""
    return redirect(navigation.home_of(request.user))


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Show the inbox of a person, newest first."""
    mine = Notice.objects.visible_to(request.user)
    return render(request, "core/notices.html", {"page": page_of(request, mine)})


@login_required
@require_POST
def read_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and lead to what it tells of."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    mark_read([notice], by=request.user, at=timezone.now())
    return HttpResponseRedirect(notice.link) if is_our_own(request, notice.link) else redirect("notices")


@login_required
@require_POST
def read_all_notices(request: HttpRequest) -> HttpResponse:
    """Mark the whole inbox as read."""
    mark_read(by=request.user, at=timezone.now())
    return redirect("notices")


def is_our_own(request: HttpRequest, address: str) -> bool:
    """Answer whether an address leads back into this portal."""
    return bool(address) and url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say what the account may not do."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologise without asking the database or the session for anything: they may be what failed."""
    from django.template import loader

    return HttpResponse(loader.get_template("500.html").render({}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def conflict(request: HttpRequest, reason: str, **context: Any) -> HttpResponse:
    """Answer 409 with a page that says why."""
    return render(request, "409.html", {"reason": reason, **context}, status=409)
