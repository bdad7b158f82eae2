"""Pages of points: the list, one point, and the search behind the field in which a point is chosen."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.paging import page_of
from inspections.domain import search
from inspections.filters import PointFilter
from inspections.models import Point, Ticket
from inspections.presentation import for_rows, with_deadlines

SUGGESTIONS = 12
TICKETS_SHOWN = 20


@login_required
def point_list(request: HttpRequest) -> HttpResponse:
    """Show the points in a person's scope, to be searched and narrowed."""
    rows = Point.objects.visible_to(request.user).select_related("type", "area", "department")
    narrowed = PointFilter(request.GET, rows, request=request)
    return render(request, "inspections/points.html", {"filter": narrowed, "page": page_of(request, narrowed.qs)})


@login_required
def point_search(request: HttpRequest) -> JsonResponse:
    """Answer the field in which a point is chosen: the points that fit ``?q=`` best."""
    found = search.best_points(
        Point.objects.visible_to(request.user).active(timezone.localdate()),
        request.GET.get("q", ""),
        limit=SUGGESTIONS,
    )
    return JsonResponse(
        {
            "points": [
                {"code": p.code, "name": p.name, "place": f"{p.area} · {p.type}", "address": p.address} for p in found
            ]
        }
    )


@login_required
def point_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show a point: facts, who answers for it and who did, its latest tickets."""
    rows = Point.objects.visible_to(request.user).select_related("type", "area", "department")
    point = get_object_or_404(rows, code=code)
    duties = list(point.duties.select_related("level", "department").order_by("level__rank", "-active_from"))
    today = timezone.localdate()
    return render(
        request,
        "inspections/point.html",
        {
            "point": point,
            "current": [duty for duty in duties if duty.active_to is None or duty.active_to >= today],
            "past": [duty for duty in duties if duty.active_to is not None and duty.active_to < today],
            "tickets": _tickets_of(point, request),
        },
    )


def _tickets_of(point: Point, request: HttpRequest) -> list[Ticket]:
    rows = Ticket.objects.visible_to(request.user).filter(point=point).order_by("-id")
    return with_deadlines(for_rows(rows)[:TICKETS_SHOWN], at=timezone.now())
