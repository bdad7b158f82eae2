"""Addresses of the portal."""

from django.contrib import admin
from django.urls import include, path

from core import views_health

handler400 = "core.views.bad_request"
handler403 = "core.views.permission_denied"
handler404 = "core.views.page_not_found"
handler500 = "core.views.server_error"

urlpatterns = [
    path("healthz", views_health.healthz, name="healthz"),
    path("readyz", views_health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("campaign_portal.urls_api")),
    path("", include("core.urls")),
    path("", include("command.urls")),
    path("", include("inspections.urls")),
    path("", include("volunteers.urls")),
    path("", include("publicity.urls")),
    path("", include("reports.urls")),
]
