"""Addresses of volunteering in the API."""

from django.urls import path

from volunteers.api import views

urlpatterns = [
    path("teams/", views.Teams.as_view(), name="api-teams"),
    path("teams/<str:code>/", views.TeamOne.as_view(), name="api-team"),
    path("volunteers/", views.Volunteers.as_view(), name="api-volunteers"),
    path("activities/", views.Activities.as_view(), name="api-activities"),
    path("activities/<str:code>/", views.ActivityOne.as_view(), name="api-activity"),
    path("turnout/", views.Turnouts.as_view(), name="api-turnout"),
    path("service-records/", views.ServiceRecords.as_view(), name="api-service-records"),
]
