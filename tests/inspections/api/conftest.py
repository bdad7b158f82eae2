"""Tickets at every stage, as the pages' tests make them."""

from tests.inspections.views.conftest import limit, stages

__all__ = ["limit", "stages"]
