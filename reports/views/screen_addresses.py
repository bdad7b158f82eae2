"""The addresses of the big screen, made and revoked by the office."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reports.access import check_keeps_screens
from reports.domain import screen_addresses
from reports.forms import Span
from reports.models import ScreenAddress

USUAL = {"period": Span.MONTH_LONG, "theme": "dark"}


class AddressForm(forms.ModelForm):
    """What a new address is for, and what its screen shows."""

    period = forms.ChoiceField(
        label=gettext_lazy("Period"), choices=[span for span in Span.choices if span[0] != Span.CUSTOM]
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Colours"), choices=[("dark", gettext_lazy("Dark")), ("light", gettext_lazy("Light"))]
    )

    class Meta:
        model = ScreenAddress
        fields = ("name",)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """List the addresses in use; make one, and show it this once."""
    check_keeps_screens(request.user)
    if request.method != "POST":
        return _page(request, AddressForm(initial=USUAL))
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    address, secret = screen_addresses.make(name=form.cleaned_data["name"], by=request.user, at=timezone.now())
    shown = {name: form.cleaned_data[name] for name in ("period", "theme")}
    path = reverse("screen-shared", args=[secret])
    return _page(
        request, AddressForm(initial=USUAL), made=address, address=f"{settings.SITE_URL}{path}?{urlencode(shown)}"
    )


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Shut one address."""
    check_keeps_screens(request.user)
    address = get_object_or_404(ScreenAddress.objects.visible_to(request.user), pk=pk)
    screen_addresses.revoke(address, by=request.user, at=timezone.now())
    messages.success(request, _("The address no longer opens the big screen."))
    return redirect("screen-addresses")


def _page(request: HttpRequest, form: AddressForm, *, status: int = 200, **more: Any) -> HttpResponse:
    rows = ScreenAddress.objects.visible_to(request.user).in_use().select_related("created_by")
    return render(request, "reports/screen_addresses.html", {"form": form, "rows": rows, **more}, status=status)
