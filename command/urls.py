"""Addresses of accounts."""

from django.contrib.auth import views as auth
from django.urls import path, reverse_lazy

from command.views import account, tokens, webhooks

urlpatterns = [
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("profile/", account.profile, name="profile"),
    path("profile/tokens/", tokens.token_new, name="token-new"),
    path("profile/tokens/<int:pk>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/new/", webhooks.webhook_new, name="webhook-new"),
    path("webhooks/<int:pk>/", webhooks.webhook, name="webhook"),
    path("webhooks/<int:pk>/edit/", webhooks.webhook_edit, name="webhook-edit"),
    path("webhooks/<int:pk>/test/", webhooks.webhook_test, name="webhook-test"),
    path("webhooks/<int:pk>/again/", webhooks.webhook_again, name="webhook-again"),
    path(
        "password/",
        account.ChangePassword.as_view(success_url=reverse_lazy("profile")),
        name="password-change",
    ),
]
