"""Wiring of the portal. Nothing imports it."""

from campaign_portal.celery import app as celery_app

__all__ = ["celery_app"]
