"""Addresses of the reports."""

from django.urls import path

from reports.views import boundaries, briefing, dashboard, figures, maps, screen, screen_addresses, volunteering

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/sheets/<slug:key>.xlsx", dashboard.sheet, name="dashboard-sheet"),
    path("dashboard.pdf", briefing.pdf, name="dashboard-pdf"),
    path("dashboard/<str:key>/", figures.moved, name="figure-moved"),
    path("figures/", figures.index, name="figures"),
    path("figures/<str:key>.xlsx", figures.records, name="figure-records"),
    path("figures/<str:key>/", figures.figure, name="figure"),
    path("volunteers/", volunteering.page, name="volunteering"),
    path("map/", maps.page, name="map"),
    path("map/data/", maps.points, name="map-data"),
    path("map/boundaries/", boundaries.page, name="map-boundaries"),
    path("map/boundaries/clear/", boundaries.clear, name="map-boundaries-clear"),
    path("map/outlines.json", maps.borders, name="map-outlines"),
    path("screen/", screen.page, name="screen"),
    path("screen/data/", screen.data, name="screen-data"),
    path("screen/addresses/", screen_addresses.listed, name="screen-addresses"),
    path("screen/addresses/<int:pk>/revoke/", screen_addresses.revoke, name="screen-address-revoke"),
    path("screen/<str:secret>/", screen.shared_page, name="screen-shared"),
    path("screen/<str:secret>/data/", screen.shared_data, name="screen-shared-data"),
    path("screen/<str:secret>/outlines.json", screen.shared_outlines, name="screen-shared-outlines"),
]
