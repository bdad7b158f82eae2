"""The choice of colours and size of type, open to strangers too: the log-in is a page like others."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from core.display import CHOICES

KEPT_SECONDS = 365 * 24 * 3600


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen and lead back; an empty or unknown value takes the choice away."""
    answer = HttpResponseRedirect(_back(request))
    for name, known in CHOICES.items():
        if name in request.POST:
            _keep(answer, name, request.POST[name] if request.POST[name] in known else "")
    return answer


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if ours else reverse("home")


def _keep(answer: HttpResponse, name: str, value: str) -> None:
    if not value:
        answer.delete_cookie(name, samesite="Lax")
        return
    answer.set_cookie(
        name, value, max_age=KEPT_SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
