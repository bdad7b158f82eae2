"""Pages about the own account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from command.forms import named_roles


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show a person the own account, and what it may do."""
    return render(request, "command/profile.html", {"roles": named_roles(request.user.roles)})


class ChangePassword(PasswordChangeView):
    """Let a person choose another password."""

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password has been changed."))
        return super().form_valid(form)
