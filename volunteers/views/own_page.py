"""The volunteer's own page, opened by a signed link alone, and the papers that it leads to."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import documents, throttle
from core.errors import DomainError
from core.paging import page_of
from core.views.errors import conflict
from volunteers import certificate_paper
from volunteers.domain import own_page, own_record
from volunteers.errors import LinkShut, TooOften
from volunteers.forms.persons import FarewellForm, PostForm
from volunteers.models import Volunteer

PER_PAGE = 10
# A minute. A person has a counter of their own, whatever the network; wrong links are counted per network address.
OPENED, WRONG = 60, 60
View = Callable[..., HttpResponse]


def behind_link(view: View) -> View:
    """Hand a view the person whose link it is, and the moment. Of a link that opens nothing it is not told why."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        try:
            answer = view(request, _whose(request, secret, now), secret, at=now, **kwargs)
        except LinkShut as error:
            raise PermissionDenied(str(error)) from error
        except DomainError as error:
            answer = conflict(request, str(error), status=429 if isinstance(error, TooOften) else 409)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return opened


def _whose(request: HttpRequest, secret: str, now: datetime) -> Volunteer:
    try:
        volunteer = own_page.find(secret, at=now)
    except LinkShut:
        if throttle.admits(request, "own-page", limit=WRONG):
            raise
        raise TooOften from None
    if not throttle.is_within(f"own-page-of:{volunteer.pk}", limit=OPENED):
        raise TooOften
    return volunteer


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def page(request: HttpRequest, volunteer: Volunteer, secret: str, *, at: datetime) -> HttpResponse:
    """Show somebody the own service and what comes; take consent, sign-up, its withdrawal, and leaving."""
    if request.method != "POST":
        return _show(request, volunteer, secret, at)
    try:
        return ACTS.get(request.POST.get("act", ""), _withdraw)(request, volunteer, secret, at)
    except LinkShut:
        raise
    except DomainError as error:
        return _show(request, volunteer, secret, at, status=409, refusal=str(error))


@require_safe
@behind_link
def paper(request: HttpRequest, volunteer: Volunteer, secret: str, *, at: datetime, pk: int) -> HttpResponse:
    """Answer a certificate of the person as a PDF."""
    wanted = own_page.paper(secret, certificate=pk, at=at)
    headers = {"Content-Disposition": f'inline; filename="{wanted.number}.pdf"'}
    return HttpResponse(certificate_paper.pdf(wanted), content_type=documents.PDF, headers=headers)


def _consent(request: HttpRequest, volunteer: Volunteer, secret: str, at: datetime) -> HttpResponse:
    own_page.consent(secret, at=at)
    return redirect("own-page", secret)


def _sign_up(request: HttpRequest, volunteer: Volunteer, secret: str, at: datetime) -> HttpResponse:
    own_page.sign_up(secret, shift=PostForm(request.POST).key, at=at)
    return redirect("own-page", secret)


def _drop(request: HttpRequest, volunteer: Volunteer, secret: str, at: datetime) -> HttpResponse:
    own_page.drop(secret, shift=PostForm(request.POST).key, at=at)
    return redirect("own-page", secret)


def _withdraw(request: HttpRequest, volunteer: Volunteer, secret: str, at: datetime) -> HttpResponse:
    form = FarewellForm(request.POST)
    if not form.is_valid():
        return _show(request, volunteer, secret, at, farewell=form)
    own_page.withdraw(secret, at=at)
    return render(request, "volunteers/farewell.html")


ACTS = {"consent": _consent, "sign-up": _sign_up, "drop": _drop}


def _show(
    request: HttpRequest, volunteer: Volunteer, secret: str, at: datetime, *, status: int = 200, **more: Any
) -> HttpResponse:
    years = own_record.years(volunteer)
    context = {
        "person": volunteer,
        "secret": secret,
        "memberships": volunteer.memberships.current().select_related("team").order_by("team__name"),
        "coming": own_record.coming(volunteer, at=at),
        "years": years,
        "turns": sum(each.turns for each in years),
        "minutes": sum(each.minutes for each in years),
        "page": page_of(request, own_record.served(volunteer), per_page=PER_PAGE),
        "corrections": own_record.corrections(volunteer),
        "certificates": own_record.certificates_of(volunteer),
        "farewell": FarewellForm(),
        **more,
    }
    return render(request, "volunteers/own_page.html", context, status=status)
