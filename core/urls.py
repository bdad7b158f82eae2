"""Addresses that belong to no campaign app."""

from django.urls import path
from django.views.i18n import set_language

from core import views

urlpatterns = [
    path("", views.home, name="home"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all_notices, name="notices-read"),
    path("notices/<int:pk>/read/", views.read_notice, name="notice-read"),
    path("language/", set_language, name="set-language"),
]
