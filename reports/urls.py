"""Addresses of the reports."""

from django.urls import path

from reports.views import dashboard, figures, maps

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/<slug:key>/", figures.figure, name="figure"),
    path("map/", maps.page, name="map"),
    path("map/data/", maps.points, name="map-data"),
    path("map/outlines.json", maps.borders, name="map-outlines"),
]
