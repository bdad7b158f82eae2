"""The gallery: every component in every tone and state, made of the same templates as the pages."""

from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tones import LOOKS_AFTER, Tone, told

ROWS, ROWS_A_PAGE = 12, 5


class SampleForm(forms.Form):
    """One field of each kind. What is sent is checked and kept nowhere."""

    name = forms.CharField(label=_("name"), help_text=_("As it stands on the list."))
    kind = forms.ChoiceField(label=_("kind"), choices=[("a", _("first")), ("b", _("second"))])
    day = forms.DateField(label=_("date"), widget=forms.DateInput(attrs={"type": "date"}))
    amount = forms.IntegerField(label=_("amount"), min_value=1)
    note = forms.CharField(label=_("note"), widget=forms.Textarea, required=False)
    choice = forms.ChoiceField(
        label=_("choice"), widget=forms.RadioSelect, choices=[("a", _("first")), ("b", _("second"))]
    )
    urgent = forms.BooleanField(label=_("urgent"), required=False)


class SampleFilter(forms.Form):
    """A filter of two fields."""

    q = forms.CharField(label=_("contains"), required=False)
    tone = forms.ChoiceField(label=_("kind"), required=False, choices=[("", _("all")), ("a", _("first"))])


def entries() -> list[SimpleNamespace]:
    """Return a history of two lines, the second one late."""
    now = timezone.localtime()
    seen = {"iso": now.isoformat(), "stamp": f"{now:%Y-%m-%d %H:%M}", "who": _("the portal")}
    plain = {"note": "", "facts": (), "photos": (), "tone": ""}
    late = plain | seen | {"facts": [(_("deadline"), seen["stamp"])], "tone": "late"}
    said = plain | seen | {"note": _("What was said about it.")}
    return [
        SimpleNamespace(**said, title=_("Something happened")),
        SimpleNamespace(**late, title=_("Something is late")),
    ]


def samples(request: HttpRequest) -> dict[str, object]:
    """Return what the gallery shows. A form with errors is one that was sent empty."""
    return {
        "tones": list(Tone),
        "named": told(),
        "form": SampleForm(initial={"name": _("As it stands on the list."), "amount": 3}),
        "form_with_errors": SampleForm({}, prefix="wrong"),
        "filter": SampleFilter(request.GET),
        "timeline": entries(),
        "page": Paginator(range(1, ROWS + 1), ROWS_A_PAGE).get_page(request.GET.get("page")),
    }


@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component to those who look after the pages."""
    user = request.user
    if not (user.is_superuser or user.has_role(*LOOKS_AFTER)):  # type: ignore[union-attr]
        raise PermissionDenied
    return render(request, "core/gallery.html", samples(request))
