"""What is asked of the portal, page by page."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from command.models import Area, Department, User
from inspections.domain import saved_filters
from inspections.models import Point, SavedFilter, Ticket
from reports.domain.cube import TOWN, VILLAGE

PASSPORT, FIRST_PAGE = "passport of a tenth of the tickets", "passport of no more than a page"
# No bar was set for these.
ONLY_REPORTED = {"map", "map, its data", "big screen, its data", "passport of 100 days, each of others"}
# Of so many periods in turn none is asked for again while it is kept.
OTHERS = 800


def of_pages() -> dict[str, Iterator[str]]:
    """Return what is asked of each page, again and again; of the villages one after the other, which nobody warmed."""
    areas = list(Area.objects.values_list("code", flat=True))
    always = {"empty page": "/bench/empty/", **_lists(), **_single(), **_reports(areas[-1])}
    each = _of_each(areas)
    return {name: cycle([address]) for name, address in always.items()} | {n: cycle(found) for n, found in each.items()}


def _lists() -> dict[str, str]:
    unit = Department.objects.get(name="市城市管理综合行政执法局")
    return {
        "ticket list": f"/queue/?tab=running&department={unit.pk}",
        "whole ticket list": "/queue/?tab=running",
        "saved filter": f"/queue/?{_saved(unit)}",
        "search, a number that stands once": _searched("all", "第4321号"),
        "search, two words, one of them common": _searched("all", "堆放 第432"),
        "search, a word in every eighth": _searched("all", "堆放"),
        "search among the running": _searched("running", "路口"),
    }


def _searched(tab: str, words: str) -> str:
    return f"/queue/?{urlencode({'tab': tab, 'q': words})}"


def _single() -> dict[str, str]:
    told = Ticket.objects.filter(number__startswith="2", photos__isnull=False).order_by("-version")[0]
    long_ago = timezone.now() - timedelta(days=500)
    return {
        "dashboard": "/dashboard/",
        "dashboard of other days": f"/dashboard/{_days(45, 0)}",
        "ticket page": f"/tickets/{told.number}/",
        "inbox": "/notices/",
        "inbox, unread of one topic": "/notices/?unread=1&topic=decide",
        "inbox, deep": f"/notices/?{urlencode({'before': f'{long_ago.isoformat()}_0'})}",
    }


def _reports(area: str) -> dict[str, str]:
    return {
        FIRST_PAGE: f"/figures/new/{_days(0, 0)}&area={area}",
        PASSPORT: f"/figures/new/{_hundred_days(0)}",
        "map": "/map/",
        "map, its data": "/map/data/",
        "big screen, its data": "/screen/data/",
    }


def _of_each(areas: list[str]) -> dict[str, list[str]]:
    return {
        "dashboard of each town": [f"/dashboard/?area={code}" for code in areas if len(code) == TOWN],
        "dashboard of each village": [f"/dashboard/?area={code}" for code in areas if len(code) == VILLAGE],
        "passport of 100 days, each of others": [f"/figures/new/{_hundred_days(n)}" for n in range(OTHERS)],
        "page of each point": [reverse("point-detail", args=[point.code]) for point in Point.objects.all()],
    }


def _days(first: int, last: int) -> str:
    """Return the period between two days, each so many days ago."""
    today = date.today()
    return f"?period=custom&since={today - timedelta(days=first)}&until={today - timedelta(days=last)}"


def _hundred_days(ago: int) -> str:
    """Return a period that nobody has asked for: nothing of it is kept."""
    return _days(ago + 99, ago)


def _saved(unit: Department) -> str:
    """Keep as many filters as an office does, and return the query of one."""
    query, office = f"tab=running&department={unit.pk}&source=patrol", User.objects.get(username="office")
    for number in range(12):
        if not SavedFilter.objects.filter(name=f"筛选{number}").exists():
            saved_filters.keep(name=f"筛选{number}", page="queue", query=query, sharing="private", by=office)
    return query
