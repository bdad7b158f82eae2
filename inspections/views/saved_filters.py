"""Saved filters: kept from a list, opened by a link, changed by who kept them, counted when they come into view."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from command.choices import Role
from core.errors import DomainError
from core.paging import capped_count, in_words
from inspections import tabs
from inspections.choices import ListPage, Sharing
from inspections.domain import saved_filters as domain
from inspections.errors import FilterRefused
from inspections.filters import narrowed
from inspections.models import SavedFilter

PAGES = {ListPage.QUEUE: "queue", ListPage.WORK: "work"}


class KeepForm(forms.ModelForm):
    """A new filter: the address it is of, a name, and who sees it."""

    class Meta:
        model = SavedFilter
        fields = ["name", "sharing", "page", "query"]


class ChangeForm(forms.ModelForm):
    """Name, place in the order, and who sees it."""

    class Meta:
        model = SavedFilter
        fields = ["name", "sharing", "position"]


def address(saved: SavedFilter) -> str:
    """Return the address of the list that a saved filter narrows."""
    return f"{reverse(PAGES[ListPage(saved.page)])}?{saved.query}"


def offered(request: HttpRequest, page: str) -> dict[str, Any]:
    """Return what a list shows of saved filters: those that the person may use, and the form that keeps a new one."""
    rows = list(domain.of(request.user, page))
    here = _kept_as(request.GET.urlencode())
    for row in rows:
        row.address, row.is_here = address(row), bool(here) and row.query == here
    return {"saved_filters": rows, "sharing": Sharing.choices, "list_page": page, "here": here}


def _kept_as(query: str) -> str:
    """Return the query as a filter would keep it; nothing where it is too long to be one."""
    try:
        return domain.tidy(query)
    except FilterRefused:
        return ""


@login_required
def filter_list(request: HttpRequest) -> HttpResponse:
    """Show the filters that the person may use; the own ones can be changed."""
    pages = [{"label": page.label, "rows": _rows(request, page)} for page in ListPage]
    return render(request, "inspections/filters.html", {"pages": [page for page in pages if page["rows"]]})


def _rows(request: HttpRequest, page: ListPage) -> list[dict[str, Any]]:
    rows = domain.of(request.user, page)
    return [
        {
            "saved": row,
            "address": address(row),
            "form": ChangeForm(instance=row, prefix=f"f{row.pk}") if row.owner_id == request.user.pk else None,
        }
        for row in rows
    ]


@login_required
@require_POST
def filter_keep(request: HttpRequest) -> HttpResponse:
    """Keep the filter of a list and lead back to it."""
    form = KeepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give it a name that you have not used yet."))
        return redirect("filter-list")
    return _done(request, lambda: address(domain.keep(**form.cleaned_data, by=request.user)))


@login_required
@require_POST
def filter_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an own filter."""
    saved = _visible(request, pk)
    form = ChangeForm(request.POST, prefix=f"f{pk}")
    if not form.is_valid():
        messages.error(request, _("Give it a name that you have not used yet."))
        return redirect("filter-list")
    return _done(request, lambda: domain.change(saved, **form.cleaned_data, by=request.user))


@login_required
@require_POST
def filter_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an own filter."""
    return _done(request, lambda: domain.remove(_visible(request, pk), by=request.user))


@login_required
@require_POST
def filter_open_with(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the list open with this filter, or no longer."""
    is_on = request.POST.get("on") == "1"
    return _done(request, lambda: domain.open_with(_visible(request, pk), by=request.user, is_on=is_on))


@login_required
def filter_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Return how many tickets a filter shows to this person; nothing where they are too many to count."""
    saved, at = _visible(request, pk), timezone.now()
    query = QueryDict(saved.query)
    chosen = narrowed(request.user, query, _tab(request, saved, query), at=at)
    rows, found = chosen.qs, chosen.found
    told = in_words(capped_count(rows)) if found is None or found.is_few else "…"
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


def _tab(request: HttpRequest, saved: SavedFilter, query: QueryDict) -> tabs.Tab:
    of_work = tabs.INSPECTOR if request.user.has_role(Role.INSPECTOR) else tabs.HANDLER
    return tabs.chosen(tabs.QUEUE if saved.page == ListPage.QUEUE else of_work, query.get("tab"))


def _visible(request: HttpRequest, pk: int) -> SavedFilter:
    return get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)


def _done(request: HttpRequest, act: Callable[[], Any]) -> HttpResponse:
    """Carry out ``act`` and lead to the address that it returns, else to the list of filters; say a refusal there."""
    try:
        answer = act()
        onward = answer if isinstance(answer, str) else ""
    except DomainError as error:
        messages.error(request, str(error))
        onward = ""
    else:
        messages.success(request, _("Saved."))
    return redirect(onward or "filter-list")
