"""Likely doubles as questions to the clerk: two rows side by side, merged into either of them, or told apart."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import DomainError
from core.paging import COUNT_CAP, capped_count, in_words, page_of
from core.views.errors import bad_request, conflict
from volunteers.domain import doubles, queries
from volunteers.errors import NotYours
from volunteers.forms.persons import ApartForm
from volunteers.models import NotDouble, Volunteer

may_merge = permission_required("volunteers.change_volunteer", raise_exception=True)


@login_required
@may_merge
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """List who has a likely double, each with the first row to compare with."""
    return _list(request, "open", "volunteers/doubles.html")


@login_required
@may_merge
@require_safe
def told_apart(request: HttpRequest) -> HttpResponse:
    """List the answers that two are different people, the latest first."""
    return _list(request, "apart", "volunteers/told_apart.html")


def _list(request: HttpRequest, tab: str, template: str) -> HttpResponse:
    questions, asked = doubles.first_questions(COUNT_CAP + 1)
    answers = NotDouble.objects.visible_to(request.user).select_related("first", "second", "by")
    counted = {"open": asked, "apart": capped_count(answers)}
    rows = {"open": questions.select_related("department", "area"), "apart": answers}[tab]
    counts = {name: in_words(count) for name, count in counted.items()}
    page = page_of(request, rows, counted=counted[tab])
    return render(request, template, {"tab": tab, "counts": counts, "page": page})


@login_required
@may_merge
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Show two rows side by side, masked; merge the one into the other that is kept."""
    sides = [_side(request, each) for each in (pk, other)]
    if request.method == "POST":
        return _merge(request, *sides)
    return _show(request, sides, ApartForm())


@login_required
@may_merge
@require_POST
def tell_apart(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Answer that two rows are different people."""
    sides = [_side(request, each) for each in (pk, other)]
    form = ApartForm(request.POST)
    if not form.is_valid():
        return _show(request, sides, form, status=400)
    act = partial(doubles.tell_apart, *sides, reason=form.cleaned_data["reason"])
    said = _("%(one)s and %(other)s are different people: nobody is asked again.")
    return _answer(request, act, said % _numbers(*sides))


@login_required
@may_merge
@require_POST
def ask_again(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Take back that two rows are different people."""
    sides = [_side(request, each) for each in (pk, other)]
    said = _("The answer about %(one)s and %(other)s is taken back.")
    return _answer(request, partial(doubles.ask_again, *sides), said % _numbers(*sides))


def _side(request: HttpRequest, pk: int) -> Volunteer:
    rows = Volunteer.objects.visible_to(request.user).select_related("department", "area")
    return get_object_or_404(queries.with_history(rows), pk=pk)


def _numbers(one: Volunteer, other: Volunteer) -> dict[str, str]:
    return {"one": one.number, "other": other.number}


def _show(request: HttpRequest, sides: list[Volunteer], form: ApartForm, status: int = 200) -> HttpResponse:
    answer = NotDouble.objects.between(*sides).select_related("by").first()
    context = {
        "sides": sides,
        "answer": answer,
        "can_merge": doubles.can_merge(*sides),
        "form": form if answer is None and doubles.can_tell_apart(*sides) else None,
    }
    return render(request, "volunteers/compare.html", context, status=status)


def _merge(request: HttpRequest, one: Volunteer, other: Volunteer) -> HttpResponse:
    keep = request.POST.get("keep")
    if keep not in (one.number, other.number):
        return bad_request(request, reason=_("Say which of the two entries stays."))
    double, into = (other, one) if keep == one.number else (one, other)
    said = _("%(one)s is now part of %(other)s.") % _numbers(double, into)
    return _answer(request, partial(doubles.merge, double, into=into), said, stays=into)


def _answer(
    request: HttpRequest, act: Callable[..., object], said: str, *, stays: Volunteer | None = None
) -> HttpResponse:
    """Do what the clerk has answered; go on with the next question, or with the row that stays."""
    try:
        act(by=request.user, at=timezone.now())
    except NotYours as error:
        raise PermissionDenied(str(error)) from error
    except DomainError as error:
        return conflict(request, str(error))
    messages.success(request, said)
    return redirect("volunteer-detail", pk=stays.pk) if stays else redirect("volunteer-doubles")
