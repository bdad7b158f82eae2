"""Addresses of volunteering."""

from django.urls import path

from volunteers import views

urlpatterns = [
    path("volunteers/", views.week, name="activity-week"),
    path("volunteers/activities/<int:pk>/turnout/", views.turnout, name="activity-turnout"),
    path("volunteers/activities/<int:pk>/cancel/", views.cancel, name="activity-cancel"),
]
