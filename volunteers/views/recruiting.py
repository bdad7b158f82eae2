"""The public page that asks people to join: no log-in, nothing personal."""

from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from volunteers.domain import queries

KEPT_FOR = timedelta(minutes=5)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what is going on in the next two weeks and how to join, at most five minutes old."""
    name = f"recruiting:{request.LANGUAGE_CODE}"
    body = cache.get(name)
    if body is None:
        body = render_to_string("volunteers/_recruiting.html", {"activities": queries.open_to_all(timezone.now())})
        cache.set(name, body, int(KEPT_FOR.total_seconds()))
    return render(request, "volunteers/recruiting.html", {"body": body})
