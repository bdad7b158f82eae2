"""Pages about the own account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from command.forms import TokenForm, named_roles
from command.models import ApiToken
from core.tones import LOOKS_AFTER


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show a person the own account, and what it may do."""
    return show_profile(request)


def show_profile(
    request: HttpRequest, *, form: TokenForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """Render the page of the own account; ``more`` is what a new token adds to it."""
    context = {
        "roles": named_roles(request.user.roles),
        "tokens": ApiToken.objects.filter(owner=request.user).valid(at=timezone.now()),
        "form": form or TokenForm(),
        "may_see_gallery": request.user.has_role(*LOOKS_AFTER),
    }
    return render(request, "command/profile.html", context | more, status=status)


class ChangePassword(PasswordChangeView):
    """Let a person choose another password."""

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password has been changed."))
        return super().form_valid(form)
