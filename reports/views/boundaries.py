"""Boundaries of the towns, loaded by the office."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from command.models import Area
from core.choices import Datum
from reports.access import check_keeps_screens
from reports.domain import boundaries
from reports.errors import BoundariesRefused


class BoundariesForm(forms.Form):
    """A GeoJSON file, and in what its coordinates are."""

    file = forms.FileField(label=gettext_lazy("GeoJSON file"))
    datum = forms.ChoiceField(label=gettext_lazy("Coordinates in"), choices=Datum.choices)

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > settings.LIST_MAX_BYTES:
            raise forms.ValidationError(_("The file is too large."))
        return file.read()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show which towns have a boundary; take a file with new ones."""
    check_keeps_screens(request.user)
    if request.method != "POST":
        return _page(request, BoundariesForm())
    form = BoundariesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=400)
    given = form.cleaned_data
    try:
        n = boundaries.replace(given["file"], datum=given["datum"], by=request.user, at=timezone.now())
    except BoundariesRefused as refusal:
        form.add_error("file", str(refusal))
        return _page(request, form, status=409)
    messages.success(request, ngettext("%(n)d boundary is loaded.", "%(n)d boundaries are loaded.", n) % {"n": n})
    return redirect("map-boundaries")


@login_required
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Go back to the derived outlines."""
    check_keeps_screens(request.user)
    boundaries.clear(by=request.user, at=timezone.now())
    messages.success(request, _("The map shows derived outlines again."))
    return redirect("map-boundaries")


def _page(request: HttpRequest, form: BoundariesForm, *, status: int = 200) -> HttpResponse:
    towns = Area.objects.towns().select_related("outline").order_by("code")
    known = [(town, hasattr(town, "outline")) for town in towns]
    context = {"form": form, "towns": known, "is_loaded": any(is_loaded for _town, is_loaded in known)}
    return render(request, "reports/boundaries.html", context, status=status)
