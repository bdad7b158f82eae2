"""The figures of the dashboard, with their definitions, over a period, an area and a unit."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.errors import Refusal
from core.api.views import ApiView
from reports.access import may_read
from reports.api.serializers import FigureQuery, FigureSheet
from reports.domain import boards
from reports.domain.dashboard import Dashboard, Selection
from reports.domain.figures import FIGURES, Figure, change
from reports.forms import SelectionForm, Span


class Figures(ApiView):
    """The figures that officials read."""

    serializer_class = FigureSheet

    @extend_schema(
        tags=["figures"], operation_id="figures", parameters=[FigureQuery], responses={200: FigureSheet, 403: Refusal}
    )
    def get(self, request: Request) -> Response:
        """Return the figures of the dashboard, at most a minute old, each with its definition."""
        if not may_read(request.user):
            raise PermissionDenied
        now = timezone.now()
        board = boards.latest(request.user, asked(request), at=now)
        return Response(sheet(board))


def asked(request: Request) -> Selection:
    """Return what the address asks for; unlike the page, refuse (400) what makes no sense."""
    wanted = request.query_params.dict()
    span = {"period": Span.CUSTOM} if wanted.keys() & {"since", "until"} else {}
    form = SelectionForm(wanted | span, today=timezone.localdate())
    if not form.is_valid():
        raise ValidationError(form.errors)
    return form.selection


def sheet(board: Dashboard) -> dict[str, Any]:
    """Return a dashboard's figures as plain values."""
    chosen = board.selection
    return {
        "at": board.at,
        "since": chosen.period.first,
        "until": chosen.period.last,
        "area": chosen.area,
        "department": chosen.department,
        "category": chosen.category,
        "figures": [told(figure, board) for figure in FIGURES.values()],
    }


def told(figure: Figure, board: Dashboard) -> dict[str, Any]:
    """Return one figure with its value and its parts."""
    return {
        "key": figure.key,
        "name": str(figure.name),
        "definition": str(figure.definition),
        "value": figure.value(board.totals),
        "display": figure.display(board.totals),
        "is_flow": figure.is_flow,
        "numerator": board.totals[figure.numerator],
        "denominator": board.totals[figure.of] if figure.of else None,
        "change": change(figure, board.totals, board.before),
    }
