"""Addresses of areas and departments in the API."""

from django.urls import path

from command.api import views

urlpatterns = [
    path("areas/", views.Areas.as_view(), name="api-areas"),
    path("areas/<slug:code>/", views.AreaOne.as_view(), name="api-area"),
    path("departments/", views.Departments.as_view(), name="api-departments"),
    path("departments/<int:id>/", views.DepartmentOne.as_view(), name="api-department"),
]
