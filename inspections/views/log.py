"""The page on which a problem is logged."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.domain import photo_formats
from core.errors import DomainError
from inspections.domain import queries, tickets
from inspections.forms.log import LogForm
from inspections.models import Ticket
from inspections.views.tickets import onward

DUPLICATES_SHOWN = 5


@login_required
@permission_required("inspections.log_ticket", raise_exception=True)
def ticket_new(request: HttpRequest) -> HttpResponse:
    """Log a problem, or add to one that is open at the same point already."""
    if request.method != "POST":
        return _page(request, LogForm(user=request.user, initial={"point": request.GET.get("point", "")}))
    form = LogForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _page(request, form, status=400)
    duplicates = _duplicates(form)
    if duplicates and "attach_to" not in request.POST and "anyway" not in request.POST:
        return _page(request, form, status=409, duplicates=_shown(request, duplicates))
    try:
        ticket = _attach(request, form, duplicates) if "attach_to" in request.POST else _log(request, form)
    except DomainError as error:
        return _page(request, form, status=getattr(error, "status", 409), refusal=error)
    form.forget()
    return onward(request, ticket)


def _page(request: HttpRequest, form: LogForm, *, status: int = 200, **more: Any) -> HttpResponse:
    if form.is_bound:
        form.keep()
    limits = {"most_bytes": settings.PHOTO_MAX_BYTES, "takes_heic": photo_formats.takes("HEIC")}
    context = {"form": form, **limits, **more}
    return render(request, "inspections/log.html", context, status=status)


def _duplicates(form: LogForm) -> list[Ticket]:
    point, category = form.cleaned_data["point"], form.cleaned_data["category"]
    rows = queries.open_duplicates(point, category).select_related("department", "category", "point")
    return list(rows[:DUPLICATES_SHOWN])


def _shown(request: HttpRequest, duplicates: list[Ticket]) -> list[dict[str, Any]]:
    """Return the duplicates with a photo each, where the person may see it."""
    own = Ticket.objects.visible_to(request.user).filter(pk__in=[ticket.pk for ticket in duplicates])
    seen = {ticket.pk: ticket for ticket in own.prefetch_related("photos")}
    return [
        {"ticket": ticket, "is_open_to_me": ticket.pk in seen, "photos": _first(seen.get(ticket.pk))}
        for ticket in duplicates
    ]


def _first(ticket: Ticket | None) -> list[Any]:
    return list(ticket.photos.all())[:1] if ticket else []


def _log(request: HttpRequest, form: LogForm) -> Ticket:
    by, at = request.user, timezone.now()
    if form.cleaned_data["on_the_spot"]:
        before, after = form.uploads("photos"), form.uploads("after")
        ticket = tickets.close_on_the_spot(by=by, at=at, before=before, after=after, **form.facts())
        messages.success(request, _("%(number)s is logged as fixed on the spot.") % {"number": ticket})
        return ticket
    ticket = tickets.report(source=form.chosen_source(), by=by, at=at, photos=form.uploads("photos"), **form.facts())
    messages.success(request, _("%(number)s is logged.") % {"number": ticket})
    return ticket


def _attach(request: HttpRequest, form: LogForm, duplicates: list[Ticket]) -> Ticket:
    target = next((each for each in duplicates if each.number == request.POST["attach_to"]), None)
    if target is None:
        raise DomainError(_("This ticket is no longer open: log the problem as a new one."))
    photos = form.uploads("photos") + form.uploads("after")
    note = form.cleaned_data["description"]
    ticket = tickets.attach(target, by=request.user, at=timezone.now(), note=note, photos=photos)
    messages.success(request, _("Your text and photos were added to %(number)s.") % {"number": ticket})
    return ticket
