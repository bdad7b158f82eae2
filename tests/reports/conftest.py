"""Fixtures of the tests of the reports."""

from tests.reports.rows import closed_ticket, ticket

__all__ = ["closed_ticket", "ticket"]
