"""Addresses of the reports."""

from django.urls import path

from reports.views import dashboard, figures, maps

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/<str:key>/", figures.moved, name="figure-moved"),
    path("figures/", figures.index, name="figures"),
    path("figures/<str:key>.xlsx", figures.records, name="figure-records"),
    path("figures/<str:key>/", figures.figure, name="figure"),
    path("map/", maps.page, name="map"),
    path("map/data/", maps.points, name="map-data"),
    path("map/outlines.json", maps.borders, name="map-outlines"),
]
