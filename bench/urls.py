"""The portal's addresses, and an empty page: the frame of every page for somebody who is logged in."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import ApiView
from core.domain.numbers import next_number


@login_required
def empty(request: HttpRequest) -> HttpResponse:
    """Render the base template and nothing else."""
    return render(request, "base.html")


class EmptyApi(ApiView):
    """Answer with nothing: authentication, permissions, rates and an entity tag."""

    def get(self, request: Request) -> Response:
        return Response({})


class TakeNumber(ApiView):
    """Write as little as a write can: one row, locked by everybody in turn, and its commit."""

    @transaction.atomic
    def put(self, request: Request) -> Response:
        return Response({"number": next_number("bench")})


urlpatterns = [
    path("bench/empty/", empty),
    path("bench/api/empty/", EmptyApi.as_view()),
    path("bench/api/number/", TakeNumber.as_view()),
    path("", include("campaign_portal.urls")),
]
handler403 = "core.views.errors.permission_denied"
handler404 = "core.views.errors.page_not_found"
