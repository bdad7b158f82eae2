"""Likely doubles as questions to the clerk: two rows side by side, merged into either of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import DomainError
from core.paging import page_of
from core.views.errors import bad_request, conflict
from volunteers.domain import doubles, queries
from volunteers.errors import NotYours
from volunteers.models import Volunteer

may_merge = permission_required("volunteers.change_volunteer", raise_exception=True)


@login_required
@may_merge
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """List who has a likely double."""
    rows = doubles.in_question().select_related("department", "area")
    return render(request, "volunteers/doubles.html", {"page": page_of(request, rows, is_open_ended=True)})


@login_required
@may_merge
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Show two rows side by side, masked; merge the one into the other that is kept."""
    sides = [_side(request, each) for each in (pk, other)]
    if request.method == "POST":
        return _merge(request, *sides)
    can_merge = doubles.can_merge(*sides)
    return render(request, "volunteers/compare.html", {"sides": sides, "can_merge": can_merge})


def _side(request: HttpRequest, pk: int) -> Volunteer:
    rows = Volunteer.objects.visible_to(request.user).select_related("department", "area")
    return get_object_or_404(queries.with_history(rows), pk=pk)


def _merge(request: HttpRequest, one: Volunteer, other: Volunteer) -> HttpResponse:
    keep = request.POST.get("keep")
    if keep not in (one.number, other.number):
        return bad_request(request, reason=_("Say which of the two entries stays."))
    double, into = (other, one) if keep == one.number else (one, other)
    try:
        kept = doubles.merge(double, into=into, by=request.user, at=timezone.now())
    except NotYours as error:
        raise PermissionDenied(str(error)) from error
    except DomainError as error:
        return conflict(request, str(error))
    messages.success(request, _("%(double)s is now part of %(kept)s.") % {"double": double.number, "kept": kept.number})
    return redirect("volunteer-detail", pk=kept.pk)
