"""Addresses of the API, version 1."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", include("command.api.urls")),
    path("", include("inspections.api.urls")),
    path("", include("volunteers.api.urls")),
    path("", include("reports.api.urls")),
]
