"""Likely doubles as questions to the clerk: two rows side by side, merged into either of them, or told apart."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.paging import COUNT_CAP, capped_count, in_words, page_of
from core.views.errors import bad_request
from volunteers.domain import apart, doubles, queries
from volunteers.forms.persons import ApartForm
from volunteers.models import NotDouble, Volunteer
from volunteers.views.refusals import tells_refusals

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
@tells_refusals
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Show two rows side by side, masked; merge the one into the other that is kept."""
    sides = [_side(request, each) for each in (pk, other)]
    return _merge(request, *sides) if request.method == "POST" else _show(request, sides, ApartForm())


@login_required
@may_merge
@require_POST
@tells_refusals
def tell_apart(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Answer that two rows are different people, and go on with the next question."""
    sides = [_side(request, each) for each in (pk, other)]
    form = ApartForm(request.POST)
    if not form.is_valid():
        return _show(request, sides, form, status=400)
    apart.tell_apart(*sides, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    said = _("%(one)s and %(other)s are different people: nobody is asked again.")
    messages.success(request, said % _numbers(*sides))
    return redirect("volunteer-doubles")


@login_required
@may_merge
@require_POST
@tells_refusals
def ask_again(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Take back that two rows are different people."""
    sides = [_side(request, each) for each in (pk, other)]
    apart.ask_again(*sides, by=request.user, at=timezone.now())
    said = _("The answer about %(one)s and %(other)s is taken back.")
    messages.success(request, said % _numbers(*sides))
    return redirect("volunteer-doubles")


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
        "form": form if answer is None and apart.can_tell_apart(*sides) else None,
    }
    return render(request, "volunteers/compare.html", context, status=status)


def _merge(request: HttpRequest, one: Volunteer, other: Volunteer) -> HttpResponse:
    keep = request.POST.get("keep")
    if keep not in (one.number, other.number):
        return bad_request(request, reason=_("Say which of the two entries stays."))
    double, into = (other, one) if keep == one.number else (one, other)
    doubles.merge(double, into=into, by=request.user, at=timezone.now())
    messages.success(request, _("%(one)s is now part of %(other)s.") % _numbers(double, into))
    return redirect("volunteer-detail", pk=into.pk)
