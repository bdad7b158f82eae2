"""Addresses of volunteering."""

from django.urls import path

from volunteers.views import activities, check_in, names, teams

urlpatterns = [
    path("volunteers/", activities.week, name="activity-week"),
    path("volunteers/activities/<int:pk>/turnout/", activities.turnout, name="activity-turnout"),
    path("volunteers/activities/<int:pk>/cancel/", activities.cancel, name="activity-cancel"),
    path("volunteers/activities/<int:pk>/names/", names.names, name="activity-names"),
    path("volunteers/activities/<int:pk>/names/dealt-with/", names.deal_with, name="activity-dealt-with"),
    path("volunteers/activities/<int:pk>/poster/", check_in.poster, name="activity-poster"),
    path("volunteers/activities/<int:pk>/poster/code/", check_in.poster_code, name="activity-poster-code"),
    # Short: the fewer characters, the coarser the code, and the farther off a phone reads it.
    path("c/<str:code>/", check_in.check_in, name="check-in"),
    path("volunteers/teams/", teams.team_list, name="team-list"),
    path("volunteers/teams/<int:pk>/", teams.team, name="team-detail"),
    path("volunteers/people/", teams.people, name="volunteer-find"),
    path("volunteers/units/", teams.units, name="volunteer-units"),
]
