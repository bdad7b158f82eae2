"""How a person wants to be told."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.choices import Pace
from core.domain import preferences
from core.forms import NoticeChoiceForm
from core.views.notices import me


@login_required
def choices(request: HttpRequest) -> HttpResponse:
    """Show, and keep, what a person has chosen."""
    form = NoticeChoiceForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        preferences.choose(form.cleaned_data, by=me(request))
        messages.success(request, _("Your choices are kept."))
        return redirect("notice-choices")
    context = {"form": form, "paces": Pace, "digest_at": settings.DIGEST_AT}
    return render(request, "core/choices.html", context)
