"""Addresses of the reports."""

from django.urls import path

from reports.views import dashboard, figures

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/<slug:key>/", figures.figure, name="figure"),
]
