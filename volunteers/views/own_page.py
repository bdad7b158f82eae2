"""The volunteer's own page, opened by a signed link alone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from core.paging import page_of
from core.views.errors import conflict
from volunteers.domain import own_page
from volunteers.errors import LinkShut
from volunteers.forms.persons import FarewellForm
from volunteers.models import Volunteer

PER_PAGE = 10


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """Show somebody the own records, teams and coming activities; take consent and withdrawal."""
    try:
        volunteer = own_page.find(secret, at=timezone.now())
        answer = _act(request, volunteer, secret) if request.method == "POST" else _show(request, volunteer)
    except LinkShut as error:
        raise PermissionDenied(str(error)) from error
    except DomainError as error:
        return conflict(request, str(error))
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _act(request: HttpRequest, volunteer: Volunteer, secret: str) -> HttpResponse:
    if request.POST.get("act") == "consent":
        own_page.consent(secret, at=timezone.now())
        return redirect("own-page", secret)
    form = FarewellForm(request.POST)
    if not form.is_valid():
        return _show(request, volunteer, farewell=form)
    own_page.withdraw(secret, at=timezone.now())
    return render(request, "volunteers/farewell.html")


def _show(request: HttpRequest, volunteer: Volunteer, **more: Any) -> HttpResponse:
    now = timezone.now()
    served = own_page.served(volunteer)
    context = {
        "person": volunteer,
        "memberships": volunteer.memberships.current().select_related("team").order_by("team__name"),
        "coming": own_page.coming(volunteer, at=now),
        "page": page_of(request, served, per_page=PER_PAGE),
        "turns": served.person_times(),
        "minutes": served.minutes(),
        "farewell": FarewellForm(),
        **more,
    }
    return render(request, "volunteers/own_page.html", context)
