"""Addresses of volunteering."""

from django.urls import path

from volunteers.views import (
    activities,
    certificates,
    check_in,
    hours,
    names,
    own_page,
    pairs,
    persons,
    records,
    recruiting,
    teams,
    verification,
    weekend,
)

urlpatterns = [
    path("volunteers/week/", activities.week, name="activity-week"),
    path("volunteers/weekend/", weekend.page, name="team-weekend"),
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
    path("volunteers/people/<int:pk>/", persons.person, name="volunteer-detail"),
    path("volunteers/people/<int:pk>/<slug:verb>/", persons.act, name="volunteer-act"),
    path("volunteers/doubles/", pairs.questions, name="volunteer-doubles"),
    path("volunteers/doubles/<int:pk>/<int:other>/", pairs.compare, name="volunteer-compare"),
    path("volunteers/own/<str:secret>/", own_page.page, name="own-page"),
    path("join/", recruiting.page, name="recruiting"),
    path("volunteers/records/<int:pk>/", records.volunteer_record, name="volunteer-record"),
    path("volunteers/units/", teams.units, name="volunteer-units"),
    path("volunteers/hours/", hours.records, name="service-records"),
    path("volunteers/hours/export/", hours.export, name="service-export"),
    path("volunteers/hours/<int:pk>/", hours.record, name="service-record"),
    path("volunteers/certificates/", certificates.everything, name="certificates"),
    path("volunteers/certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("volunteers/certificates/<int:pk>/pdf/", certificates.paper, name="certificate-pdf"),
    path("verify/", verification.ask, name="verify"),
    path("verify/<str:code>/", verification.answer, name="verify-certificate"),
]
