"""Addresses of the reports."""

from django.urls import path

from reports import views

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/<slug:key>/", views.figure, name="figure"),
]
