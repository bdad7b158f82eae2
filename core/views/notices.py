"""The inbox of a person."""

from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from core.domain import inbox, topics
from core.domain.notices import mark_read
from core.models import Notice
from core.models.notices import NoticeQuerySet


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Show the inbox of a person, newest first, those of one record together."""
    wanted = _wanted(request)
    page = inbox.page(_rows(request, wanted), before=request.GET.get("before", ""))
    return render(request, "core/notices.html", {"page": page, "now": timezone.now(), **wanted})


def me(request: HttpRequest) -> AbstractBaseUser:
    """Return who asks, on a page that needs a log-in."""
    return cast(AbstractBaseUser, request.user)


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """Return what the address asks for: a topic the person receives, and whether only what is unread."""
    mine = topics.for_person(request.user)
    asked = request.GET.get("topic", "")
    return {
        "topics": mine,
        "topic": next((topic for topic in mine if topic.key == asked), None),
        "only_unread": request.GET.get("unread") == "1",
    }


def _rows(request: HttpRequest, wanted: dict[str, Any]) -> NoticeQuerySet:
    rows = Notice.objects.visible_to(me(request))
    if wanted["topic"]:
        rows = rows.filter(topic=wanted["topic"].key)
    return rows.unread() if wanted["only_unread"] else rows


@login_required
@require_GET
def count(request: HttpRequest) -> HttpResponse:
    """Return the count of unread notices as the header shows it; 204 where it is still ``?seen=``."""
    shown = inbox.in_words(inbox.unread(request.user))
    if request.GET.get("seen") == shown:
        return HttpResponse(status=204)
    return render(request, "core/count.html", {"shown": shown})


@login_required
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice, and older ones of the same record, as read and lead to what it tells of."""
    notice = get_object_or_404(Notice.objects.visible_to(me(request)), pk=pk)
    mark_read(inbox.thread_of(notice), by=me(request), at=timezone.now())
    return HttpResponseRedirect(notice.link) if is_our_own(request, notice.link) else redirect("notices")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark as read what the page could show: nothing that came after it was opened."""
    rows = _rows(request, _wanted(request))
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    if until is not None and until.tzinfo is not None:
        rows = rows.filter(created_at__lte=until)
    mark_read(rows, by=me(request), at=timezone.now())
    address = redirect("notices")
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address.url}?{query}") if query else address


def is_our_own(request: HttpRequest, address: str) -> bool:
    """Answer whether an address leads back into this portal."""
    return bool(address) and url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
