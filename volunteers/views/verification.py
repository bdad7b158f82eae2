"""The public verification of certificates. It needs no log-in and shows nothing personal.

The address holds the certificate's code, which stands on the paper alone; whoever reads it has the paper. The page says
what of the paper is certified, and never whose it is: a typed name is only answered with yes or no, so that a changed
name is found out and no name is given away.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import throttle
from volunteers.domain import certificates, publication
from volunteers.models import Certificate
from volunteers.service_forms import CodeForm, NameForm

# A minute, from one network address. Codes of 60 bits are not guessed at any rate; this spares the server.
LIMIT = 30
PAGE = "volunteers/verify.html"


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a certificate, and lead to its answer."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("verify-certificate", code=form.cleaned_data["code"].replace("/", "-"))
    return render(request, PAGE, {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the certificate of a code is valid, revoked or unknown, and whether it bears a typed name."""
    if not throttle.admits(request, "verify", limit=LIMIT):
        return render(request, PAGE, {"form": CodeForm(), "is_busy": True}, status=429)
    found = certificates.find(code)
    if found is None:
        return render(request, PAGE, {"form": CodeForm({"code": code}), "is_unknown": True}, status=404)
    return render(request, PAGE, _about(request, found))


def _about(request: HttpRequest, found: Certificate) -> dict[str, object]:
    form = NameForm(request.POST if request.method == "POST" else None)
    return {
        "certificate": found,
        "publication": publication.state_of(found, at=timezone.now()),
        "name_form": form if found.has_bearer else None,
        "is_name": certificates.is_name_of(found, form.cleaned_data["name"]) if form.is_valid() else None,
    }
