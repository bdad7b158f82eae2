"""Filters of lists: the same filter sets as on the pages."""

from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request


class FilterBackend(DjangoFilterBackend):
    """Narrows by the view's ``filterset_class``; what no filter accepts is refused (400), not ignored.

    A form of sixteen fields costs more than the rows: it is made of what an address asks for, or not at all.
    """

    raise_exception = True

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        return super().filter_queryset(request, queryset, view) if _asked(request, view) else queryset

    def get_filterset(self, request: Request, queryset: QuerySet, view: Any) -> FilterSet:
        kind = _part(view.filterset_class, _asked(request, view))
        return kind(request.query_params, queryset, request=request)


def _asked(request: Request, view: Any) -> frozenset[str]:
    return frozenset(request.query_params.keys() & view.filterset_class.base_filters.keys())


@lru_cache(maxsize=256)
def _part(kind: type[FilterSet], names: frozenset[str]) -> type[FilterSet]:
    """Return a filter set that has no more than the filters of those names."""
    part = type(kind.__name__, (kind,), {})
    part.base_filters = {name: each for name, each in kind.base_filters.items() if name in names}
    return part
