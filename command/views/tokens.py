"""The tokens of a person: made and revoked on the page of the account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from command.domain import tokens
from command.errors import TokenRefused
from command.forms import TokenForm
from command.models import ApiToken
from command.views.account import show_profile


@login_required
@require_POST
@never_cache
def token_new(request: HttpRequest) -> HttpResponse:
    """Make a token and show its secret, this once: the answer is the page itself and nothing keeps it."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return show_profile(request, form=form, status=400)
    try:
        token, secret = tokens.issue(request.user, **form.cleaned_data, at=timezone.now())
    except TokenRefused as refusal:
        form.add_error(None, str(refusal))
        return show_profile(request, form=form, status=409)
    return show_profile(request, made=token, secret=secret)


@login_required
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke one of the own tokens."""
    token = get_object_or_404(ApiToken, owner=request.user, pk=pk)
    tokens.revoke(token, by=request.user, at=timezone.now())
    messages.success(request, _("The token no longer opens the API."))
    return redirect("profile")
