"""Today's list of points: picked from the list of points, put in the order of the way, ticked off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.errors import DomainError
from inspections.domain import shortlists
from inspections.filters import PointFilter
from inspections.models import Point, ShortlistEntry

ACTS: dict[str, Callable[[ShortlistEntry, Any], None]] = {
    "up": lambda entry, user: shortlists.move(entry, steps=-1),
    "down": lambda entry, user: shortlists.move(entry, steps=1),
    "start": lambda entry, user: shortlists.arrange(user, entry.day, start=entry),
    "remove": lambda entry, user: shortlists.remove(entry),
    "tick": lambda entry, user: shortlists.tick(entry, by=user, at=timezone.now()),
}


@login_required
@permission_required("inspections.log_ticket", raise_exception=True)
def shortlist(request: HttpRequest) -> HttpResponse:
    """Show the person's list of today in the order of the way, with its kilometres."""
    entries = ShortlistEntry.objects.of(request.user, shortlists.today())
    rows = list(entries.select_related("point__type", "point__area"))
    legs = shortlists.legs(rows)
    context = {"rows": list(zip(rows, legs, strict=True)), "kilometres": sum(leg or 0 for leg in legs)}
    return render(request, "inspections/shortlist.html", context)


@login_required
@permission_required("inspections.log_ticket", raise_exception=True)
@require_POST
def shortlist_add(request: HttpRequest) -> HttpResponse:
    """Put the ticked points on the list, or all that fit the filter of the address."""
    try:
        count = shortlists.add(_chosen(request), by=request.user, day=shortlists.today())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('point-list')}?{request.GET.urlencode()}")
    told = ngettext("%(count)d point is put on today's list.", "%(count)d points are put on today's list.", count)
    messages.success(request, told % {"count": count})
    return redirect("shortlist")


def _chosen(request: HttpRequest) -> list[Point]:
    rows = Point.objects.visible_to(request.user).active(timezone.localdate()).order_by("code")
    if "all" in request.POST:
        return list(PointFilter(request.GET, rows, request=request).qs[: shortlists.MOST + 1])
    return list(rows.filter(code__in=request.POST.getlist("point")))


@login_required
@permission_required("inspections.log_ticket", raise_exception=True)
@require_POST
def shortlist_arrange(request: HttpRequest) -> HttpResponse:
    """Bring the list into the order of a short way from its first point."""
    shortlists.arrange(request.user, shortlists.today())
    return redirect("shortlist")


@login_required
@permission_required("inspections.log_ticket", raise_exception=True)
@require_POST
def shortlist_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Move an entry, begin the way at it, take it off, or tick it: checked, nothing found."""
    entry = get_object_or_404(ShortlistEntry.objects.visible_to(request.user).select_related("owner"), pk=pk)
    if act in ACTS:
        ACTS[act](entry, request.user)
    return redirect("shortlist")
