"""Pages of the API: each leads to the next by where it ended. Nothing is counted; page 1,000 costs what page 1 does."""

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

PAGE_SIZE, LARGEST_PAGE = 50, 200
CURSOR_LENGTH = 400
# The first value of a cursor that leads back.
BACK = "<"


class KeysetPagination(BasePagination):
    """Pages of ``.values()`` rows by ``view.orderings``: name → fields, the last of them unique, ``-`` for downwards.

    The cursor holds the values of the row at the edge, and ``<`` before them where it leads back. A row whose first
    field is empty has no place in that order.
    """

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: Any = None) -> list[dict[str, Any]]:
        self.request = request
        self.fields = _ordering(request, view)
        size, (place, back) = _size(request), _place(request, len(self.fields))
        fields = tuple(map(_turned, self.fields)) if back else self.fields
        rows = queryset.order_by(*fields)
        if len(fields) > 1:
            rows = rows.filter(**{f"{_bare(fields[0])}__isnull": False})
        if place is not None:
            rows = _after(rows, fields, place)
        found = list(rows[: size + 1])
        more, page = len(found) > size, found[:size]
        self.page = page[::-1] if back else page
        # Whoever came from one side can go back to it.
        self.has_next, self.has_previous = (True, more) if back else (more, place is not None)
        return self.page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self._next(), "previous": self._previous(), "results": data})

    def _next(self) -> str | None:
        return self._link(self.page[-1], back=False) if self.page and self.has_next else None

    def _previous(self) -> str | None:
        return self._link(self.page[0], back=True) if self.page and self.has_previous else None

    def _link(self, row: dict[str, Any], *, back: bool) -> str:
        values = [row[_bare(field)] for field in self.fields]
        place = json.dumps([BACK, *values] if back else values, default=_exactly)
        cursor = base64.urlsafe_b64encode(place.encode()).decode()
        return replace_query_param(self.request.build_absolute_uri(), "cursor", cursor)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        following = {**link, "description": "Address of the next page."}
        preceding = {**link, "description": "Address of the page before."}
        properties = {"next": following, "previous": preceding, "results": schema}
        return {"type": "object", "required": [*properties], "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        names = list(view.orderings)
        return [
            _parameter("cursor", {"type": "string", "maxLength": CURSOR_LENGTH}, "Where the page before ended."),
            _parameter("page_size", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE}, "Rows of a page."),
            _parameter("ordering", {"type": "string", "enum": names, "default": names[0]}, "Order of the rows."),
        ]


def _exactly(value: Any) -> str:
    """Return a time or a UUID to its last digit: what is shown of a time is too coarse to go on from."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def _bare(field: str) -> str:
    return field.removeprefix("-")


def _ordering(request: Request, view: Any) -> tuple[str, ...]:
    asked = request.query_params.get("ordering") or next(iter(view.orderings))
    if asked not in view.orderings:
        raise ValidationError({"ordering": [_("There is no such order.")]})
    return view.orderings[asked]


def _size(request: Request) -> int:
    asked = request.query_params.get("page_size", str(PAGE_SIZE))
    if not (asked.isascii() and asked.isdigit() and len(asked) < 5 and 1 <= int(asked) <= LARGEST_PAGE):
        raise ValidationError({"page_size": [_("A page has 1 to %(most)d rows.") % {"most": LARGEST_PAGE}]})
    return int(asked)


def _turned(field: str) -> str:
    return _bare(field) if field.startswith("-") else f"-{field}"


def _place(request: Request, length: int) -> tuple[list[Any] | None, bool]:
    """Return the values at which the page begins, None for the first page, and whether it leads back from there."""
    cursor = request.query_params.get("cursor")
    if cursor is None:
        return None, False
    values = _decoded(cursor)
    back = len(values) == length + 1 and values[0] == BACK
    values = values[1:] if back else values
    if len(values) != length:
        raise _wrong_cursor()
    return values, back


def _after(rows: QuerySet, fields: tuple[str, ...], place: list[Any]) -> QuerySet:
    """Return the rows behind ``place`` in the order of ``fields``."""
    beyond, equal = Q(), Q()
    for field, value in zip(fields, place, strict=True):
        name = _bare(field)
        beyond |= equal & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        equal &= Q(**{name: value})
    try:
        # The values are cleaned while the condition is built.
        return rows.filter(beyond)
    except (TypeError, ValueError, ArithmeticError, DjangoValidationError) as error:
        raise _wrong_cursor() from error


def _decoded(cursor: str) -> list[Any]:
    try:
        values = json.loads(base64.b64decode(cursor[:CURSOR_LENGTH].encode("ascii"), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error) as error:
        raise _wrong_cursor() from error
    if not (isinstance(values, list) and all(_is_plain(value) for value in values)):
        raise _wrong_cursor()
    return values


def _is_plain(value: Any) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool) and "\0" not in str(value)


def _wrong_cursor() -> ValidationError:
    return ValidationError({"cursor": [_("This is no place in the list. Begin again without it.")]})
