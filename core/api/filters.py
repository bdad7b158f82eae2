"""Filters of lists: the same filter sets as on the pages."""

from django_filters.rest_framework import DjangoFilterBackend


class FilterBackend(DjangoFilterBackend):
    """Narrows by the view's ``filterset_class``; what no filter accepts is refused (400), not ignored."""

    raise_exception = True
