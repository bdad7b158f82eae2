"""Filters of lists: the same filter sets as on the pages."""

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request


class FilterBackend(DjangoFilterBackend):
    """Narrows by the view's ``filterset_class``; what no filter accepts is refused (400), not ignored."""

    raise_exception = True

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        # A form of eight fields costs more than the rows: it is not made where nothing is asked of it.
        asks = request.query_params.keys() & view.filterset_class.base_filters.keys()
        return super().filter_queryset(request, queryset, view) if asks else queryset
