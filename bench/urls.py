"""The portal's addresses, and an empty page: the frame of every page for somebody who is logged in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


@login_required
def empty(request: HttpRequest) -> HttpResponse:
    """Render the base template and nothing else."""
    return render(request, "base.html")


urlpatterns = [path("bench/empty/", empty), path("", include("campaign_portal.urls"))]
handler403 = "core.views.permission_denied"
handler404 = "core.views.page_not_found"
