"""Addresses of accounts."""

from django.contrib.auth import views as auth
from django.urls import path, reverse_lazy

from command import views

urlpatterns = [
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("profile/", views.profile, name="profile"),
    path(
        "password/",
        views.ChangePassword.as_view(success_url=reverse_lazy("profile")),
        name="password-change",
    ),
]
