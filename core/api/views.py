"""Bases of the API's views: lists and single records of rows in scope, each with its entity tag."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.errors import TooLarge
from core.api.paging import KeysetPagination
from core.api.rows import Row, RowSerializer

TAG_LENGTH = 24


class ApiView(GenericAPIView):
    """A view whose answers to reading carry an ``ETag``; a copy that is still good is answered with 304."""

    pagination_class: Any = None
    filter_backends: Any = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # Files go to the disk; any other body is read into memory as a whole.
        is_form = (request.content_type or "").startswith("multipart/")
        if not is_form and int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Cache-Control"] = response.headers.get("Cache-Control", "private, no-cache")
        if request.method in SAFE_METHODS and isinstance(response, Response) and response.status_code == 200:
            response.add_post_render_callback(lambda rendered: self._conditional(request, rendered))
        return response

    def _conditional(self, request: Request, response: Response) -> HttpResponse | None:
        tag = quote_etag(self.tag(response))
        response.headers["ETag"] = tag
        return get_conditional_response(request._request, etag=tag, response=response)

    def tag(self, response: Response) -> str:
        """Return what the entity tag is made of: the answer itself."""
        return sha256(response.content).hexdigest()[:TAG_LENGTH]


class RowView(ApiView):
    """Rows of ``model`` in the caller's scope, as ``serializer_class`` declares them."""

    model: type[Model]
    serializer_class: type[RowSerializer]

    def rows(self) -> QuerySet:
        """Return the records that the caller may see: those in scope, or all of reference data."""
        rows = self.model._default_manager.all()
        return rows.visible_to(self.request.user) if hasattr(rows, "visible_to") else rows

    def get_queryset(self) -> QuerySet:
        # The schema is made without a caller.
        return self.model._default_manager.none() if getattr(self, "swagger_fake_view", False) else self.rows()


class RowList(ListModelMixin, RowView):
    """A list of rows, in pages. ``orderings``: name → fields, the first of them the default."""

    pagination_class = KeysetPagination
    orderings: dict[str, tuple[str, ...]] = {"id": ("id",)}
    filterset_class: Any = None

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.list(request)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        keys = {field.removeprefix("-") for fields in self.orderings.values() for field in fields}
        rows = self.filter_queryset(self.get_queryset()).values(*{*self.serializer_class.paths(), *keys})
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class RowDetail(RowView):
    """One row, found by ``lookup_field``; 404 where it is not, or not in scope."""

    def get(self, request: Request, **kwargs: Any) -> Response:
        return Response(self.get_serializer(self.row()).data)

    def row(self) -> Row:
        """Return the row that the address names."""
        return found(self.get_queryset().values(*self.serializer_class.paths()), **self.kwargs)


def found(rows: QuerySet, **lookup: Any) -> Any:
    """Return the one of ``rows`` that ``lookup`` names, or raise ``NotFound``."""
    if any("\0" in str(value) for value in lookup.values()):
        raise NotFound
    row = rows.filter(**lookup).first()
    if row is None:
        raise NotFound
    return row
