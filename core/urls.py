"""Addresses that belong to no campaign app."""

from django.urls import path
from django.views.i18n import set_language

from core.views import choices, display, gallery, home, jobs, notices

urlpatterns = [
    path("", home.home, name="home"),
    path("notices/", notices.notices, name="notices"),
    path("notices/count/", notices.count, name="notices-count"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/<int:pk>/read/", notices.read, name="notice-read"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("display/", display.choose, name="set-display"),
    path("profile/notices/", choices.choices, name="notice-choices"),
    path("jobs/<int:pk>/", jobs.progress, name="job-progress"),
    path("jobs/<int:pk>/cancel/", jobs.cancel, name="job-cancel"),
    path("jobs/<int:pk>/file/", jobs.file, name="job-file"),
    path("language/", set_language, name="set-language"),
]
