"""Pages of points: the list, one point, and the search behind the field in which a point is chosen."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.context import calendar_of
from core.paging import page_of
from inspections.domain import point_history, search
from inspections.filters import PointFilter
from inspections.models import Point, PointDuty
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
    """Show a point: facts and figures, who answers for it and who did, its problems, checks and photos."""
    now = timezone.now()
    rows = Point.objects.visible_to(request.user).select_related("type", "area__parent", "department")
    point = get_object_or_404(rows, code=code)
    page = page_of(request, for_rows(point_history.tickets(point, request.user)), per_page=TICKETS_SHOWN)
    page.object_list = with_deadlines(page.object_list, at=now, calendar=calendar_of(request))
    history = {
        "figures": point_history.figures(point, request.user, at=now),
        "pairs": point_history.pairs(point, request.user),
        "checks": point_history.checks(point, request.user),
    }
    return render(request, "inspections/point.html", {"point": point, "page": page, **history, **_duties(point)})


def _duties(point: Point) -> dict[str, list[PointDuty]]:
    duties = list(point.duties.select_related("level", "department").order_by("level__rank", "-active_from"))
    today = timezone.localdate()
    return {
        "current": [duty for duty in duties if duty.active_to is None or duty.active_to >= today],
        "past": [duty for duty in duties if duty.active_to is not None and duty.active_to < today],
    }
