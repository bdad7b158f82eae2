"""Addresses that belong to no campaign app."""

from django.urls import path
from django.views.i18n import set_language

from core import views, views_choices, views_display, views_gallery, views_jobs, views_notices

urlpatterns = [
    path("", views.home, name="home"),
    path("notices/", views_notices.notices, name="notices"),
    path("notices/count/", views_notices.count, name="notices-count"),
    path("notices/read/", views_notices.read_all, name="notices-read"),
    path("notices/<int:pk>/read/", views_notices.read, name="notice-read"),
    path("gallery/", views_gallery.gallery, name="gallery"),
    path("display/", views_display.choose, name="set-display"),
    path("profile/notices/", views_choices.choices, name="notice-choices"),
    path("jobs/<int:pk>/", views_jobs.progress, name="job-progress"),
    path("jobs/<int:pk>/cancel/", views_jobs.cancel, name="job-cancel"),
    path("jobs/<int:pk>/file/", views_jobs.file, name="job-file"),
    path("language/", set_language, name="set-language"),
]
