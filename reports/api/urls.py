"""Addresses of figures in the API."""

from django.urls import path

from reports.api import views

urlpatterns = [
    path("figures/", views.Figures.as_view(), name="api-figures"),
    path("figures/<str:key>/", views.OneFigure.as_view(), name="api-figure"),
]
