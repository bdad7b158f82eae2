"""Addresses of the portal."""

from django.contrib import admin
from django.urls import include, path

from core.views import health

handler400 = "core.views.errors.bad_request"
handler403 = "core.views.errors.permission_denied"
handler404 = "core.views.errors.page_not_found"
handler500 = "core.views.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("campaign_portal.urls_api")),
    path("", include("core.urls")),
    path("", include("command.urls")),
    path("", include("inspections.urls")),
    path("", include("volunteers.urls")),
    path("", include("publicity.urls")),
    path("", include("reports.urls")),
]
