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
    unit = Department.objects.get(name="市城市管理综合行政执法局")
    told = Ticket.objects.filter(number__startswith="2", photos__isnull=False).order_by("-version")[0]
    other_days = f"?period=custom&since={date.today() - timedelta(days=45)}&until={date.today()}"
    long_ago = timezone.now() - timedelta(days=500)
    today = f"?period=custom&since={date.today()}&until={date.today()}"
    areas = list(Area.objects.values_list("code", flat=True))
    always = {
        "empty page": "/bench/empty/",
        "ticket list": f"/queue/?tab=running&department={unit.pk}",
        "whole ticket list": "/queue/?tab=running",
        "saved filter": f"/queue/?{_saved(unit)}",
        "search, a number that stands once": f"/queue/?{urlencode({'tab': 'all', 'q': '第4321号'})}",
        "search, two words, one of them common": f"/queue/?{urlencode({'tab': 'all', 'q': '堆放 第432'})}",
        "search, a word in every eighth": f"/queue/?{urlencode({'tab': 'all', 'q': '堆放'})}",
        "search among the running": f"/queue/?{urlencode({'tab': 'running', 'q': '路口'})}",
        "dashboard": "/dashboard/",
        "dashboard of other days": f"/dashboard/{other_days}",
        "ticket page": f"/tickets/{told.number}/",
        "inbox": "/notices/",
        "inbox, unread of one topic": "/notices/?unread=1&topic=decide",
        "inbox, deep": f"/notices/?{urlencode({'before': f'{long_ago.isoformat()}_0'})}",
        FIRST_PAGE: f"/figures/new/{today}&area={areas[-1]}",
        PASSPORT: f"/figures/new/{_hundred_days(0)}",
        "map": "/map/",
        "map, its data": "/map/data/",
        "big screen, its data": "/screen/data/",
    }
    each = {
        "dashboard of each town": [f"/dashboard/?area={code}" for code in areas if len(code) == TOWN],
        "dashboard of each village": [f"/dashboard/?area={code}" for code in areas if len(code) == VILLAGE],
        "passport of 100 days, each of others": [f"/figures/new/{_hundred_days(n)}" for n in range(OTHERS)],
        "page of each point": [reverse("point-detail", args=[point.code]) for point in Point.objects.all()],
    }
    return {name: cycle([address]) for name, address in always.items()} | {n: cycle(found) for n, found in each.items()}


def _hundred_days(ago: int) -> str:
    """Return a period that nobody has asked for: nothing of it is kept."""
    last = date.today() - timedelta(days=ago)
    return f"?period=custom&since={last - timedelta(days=99)}&until={last}"


def _saved(unit: Department) -> str:
    """Keep as many filters as an office does, and return the query of one."""
    query, office = f"tab=running&department={unit.pk}&source=patrol", User.objects.get(username="office")
    for number in range(12):
        if not SavedFilter.objects.filter(name=f"筛选{number}").exists():
            saved_filters.keep(name=f"筛选{number}", page="queue", query=query, sharing="private", by=office)
    return query
