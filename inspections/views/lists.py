"""What the queue and the work pages share: tabs with counts, a filter, a page of rows with their deadlines."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from core.context import calendar_of
from core.paging import page_of
from inspections import tabs
from inspections.choices import ListPage
from inspections.filter_notes import notes
from inspections.filters import is_filtered, narrowed
from inspections.highlights import with_marks
from inspections.models import Ticket
from inspections.presentation import for_rows, with_deadlines
from inspections.tabs import Tab
from inspections.views import saved_filters


def ticket_list(request: HttpRequest, offered: tuple[Tab, ...]) -> dict[str, Any]:
    """Return the context of a page with a list of tickets: of the tab asked for, or the first where something waits."""
    at = timezone.now()
    counted = tabs.with_counts(offered, Ticket.objects.visible_to(request.user), at=at)
    asked = request.GET.get("tab")
    tab = tabs.chosen(offered, asked) if asked else tabs.first_waiting(counted)
    chosen_filter, filtered = narrowed(request.user, request.GET, tab, at=at), is_filtered(request.GET)
    known = None if filtered else next(each["counted"] for each in counted if each["tab"] is tab)
    rows = for_rows(chosen_filter.qs)
    is_open_ended = chosen_filter.found is not None and not chosen_filter.found.is_few
    page = page_of(request, rows, counted=known, is_open_ended=is_open_ended)
    page.object_list = with_deadlines(page.object_list, at=at, calendar=calendar_of(request))
    if chosen_filter.found:
        with_marks(page.object_list, request.GET["q"])
    return {
        "tab": tab,
        "tabs": counted,
        "filter": chosen_filter,
        "is_filtered": filtered,
        "is_narrowed": is_filtered(request.GET, words=False),
        "page": page,
        "filter_notes": notes(chosen_filter, request.user),
        **saved_filters.offered(request, ListPage.QUEUE if offered is tabs.QUEUE else ListPage.WORK),
    }
