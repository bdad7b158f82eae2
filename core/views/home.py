"""The way home."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core import navigation


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead a person to where the own work begins."""
    return redirect(navigation.home_of(request.user))
