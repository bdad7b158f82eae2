"""Addresses of volunteering."""

from django.urls import path

from volunteers.views import activities, teams

urlpatterns = [
    path("volunteers/", activities.week, name="activity-week"),
    path("volunteers/activities/<int:pk>/turnout/", activities.turnout, name="activity-turnout"),
    path("volunteers/activities/<int:pk>/cancel/", activities.cancel, name="activity-cancel"),
    path("volunteers/teams/", teams.team_list, name="team-list"),
    path("volunteers/teams/<int:pk>/", teams.team, name="team-detail"),
    path("volunteers/people/", teams.people, name="volunteer-find"),
    path("volunteers/units/", teams.units, name="volunteer-units"),
]
