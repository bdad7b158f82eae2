"""The figures with their definitions, over a period, an area, a unit and a category."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core import passports
from core.api.errors import Refusal
from core.api.views import ApiView
from core.domain.figures import Scope, Value, get
from core.errors import NoSuchFigure
from reports.api.serializers import FigureDetail, FigureQuery, FigureSheet
from reports.domain import groups
from reports.domain.passports import counted
from reports.forms import SelectionForm, Span


class Figures(ApiView):
    """The figures that the account may read."""

    serializer_class = FigureSheet

    @extend_schema(
        tags=["figures"], operation_id="figures", parameters=[FigureQuery], responses={200: FigureSheet, 400: Refusal}
    )
    def get(self, request: Request) -> Response:
        """Return every figure that the account may read, over its row scope and at most a minute old."""
        scope = asked(request)
        found = groups.measured(scope, request.user)
        figures = [told(value, request) for group in found for value in group.values]
        narrower = {"area": scope.area, "department": scope.department, "category": scope.category}
        return Response(over(found[0].values[0].scope if found else scope) | narrower | {"figures": figures})


class OneFigure(ApiView):
    """One figure, compared with earlier periods."""

    serializer_class = FigureDetail

    @extend_schema(
        tags=["figures"],
        operation_id="figure",
        parameters=[FigureQuery],
        responses={200: FigureDetail, 400: Refusal, 403: Refusal, 404: Refusal},
    )
    def get(self, request: Request, key: str) -> Response:
        """Return one figure with its value, 环比 and 同比, each with the page of its records."""
        try:
            figure = get(key)
        except NoSuchFigure as error:
            raise NotFound from error
        if not figure.may_read(request.user):
            raise PermissionDenied
        found = counted(figure, asked(request), request.user)
        compared = {
            "previous": earlier(found.now, found.before, request),
            "year_before": earlier(found.now, found.year_before, request),
        }
        return Response(told(found.now, request) | over(found.now.scope) | compared)


def asked(request: Request) -> Scope:
    """Return what the address asks for; unlike the page, refuse (400) what makes no sense."""
    wanted = request.query_params.dict()
    span = {"period": Span.CUSTOM} if wanted.keys() & {"since", "until"} else {}
    now = timezone.now()
    form = SelectionForm(wanted | span, today=timezone.localdate(now))
    if not form.is_valid():
        raise ValidationError(form.errors)
    return form.scope(at=now)


def over(scope: Scope) -> dict[str, Any]:
    """Return over which days and when was counted."""
    return {"at": scope.at, "since": scope.period.first, "until": scope.period.last}


def told(value: Value, request: Request) -> dict[str, Any]:
    """Return one figure with its value and its parts."""
    figure = value.figure
    return {
        "key": figure.key,
        "name": str(figure.name),
        "unit": str(figure.unit),
        "definition": str(figure.definition),
        "value": value.number,
        "display": value.text,
        "is_flow": figure.is_flow,
        "numerator": value.part,
        "denominator": value.of,
        "narrowed_by": list(figure.narrows),
        "records": request.build_absolute_uri(passports.address(figure.key, value.scope)),
    }


def earlier(now: Value, before: Value | None, request: Request) -> dict[str, Any] | None:
    """Return what a flow was over an earlier period, and how far it moved since."""
    if before is None:
        return None
    return over(before.scope) | {
        "value": before.number,
        "display": before.text,
        "change": now.figure.change(now.number, before.number),
        "records": request.build_absolute_uri(passports.address(now.figure.key, before.scope)),
    }
