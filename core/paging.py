"""Pages of long lists. Counting stops at a cap, so that a list of a million rows opens like a short one."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

PAGE_SIZE = 25
COUNT_CAP = 1000


class CappedPaginator(Paginator):
    """A paginator that counts no further than ``cap`` rows and offers no page beyond them."""

    cap = COUNT_CAP

    def __init__(self, *args: Any, counted: int | None = None, **kwargs: Any) -> None:
        """``counted``: what :func:`capped_count` said of these rows already."""
        super().__init__(*args, **kwargs)
        self._known = counted

    @cached_property
    def _counted(self) -> int:
        return capped_count(cast(QuerySet, self.object_list), self.cap) if self._known is None else self._known

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.cap)

    @property
    def is_capped(self) -> bool:
        """Answer whether there are more rows than were counted."""
        return self._counted > self.cap


class OpenEndedPage(Page):
    """A page that knows only whether another follows."""

    def __init__(self, *args: Any, follows: bool) -> None:
        super().__init__(*args)
        self.follows = follows

    def has_next(self) -> bool:
        return self.follows

    def next_page_number(self) -> int:
        return self.number + 1

    def start_index(self) -> int:
        return self.paginator.per_page * (self.number - 1) + 1

    def end_index(self) -> int:
        return self.start_index() + len(self.object_list) - 1


class OpenEndedPaginator(Paginator):
    """Pages of rows of which there are too many to count, up to ``cap`` rows."""

    cap = COUNT_CAP
    is_open_ended = True

    def get_page(self, number: Any) -> OpenEndedPage:
        """Return the page of that number; the first where it is none, or empty."""
        asked = int(number) if str(number or "").isdecimal() else 1
        place = min(max(asked, 1), self.cap // self.per_page)
        start = (place - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        if not rows and place > 1:
            return self.get_page(1)
        return OpenEndedPage(rows[: self.per_page], place, self, follows=len(rows) > self.per_page)


def capped_count(rows: QuerySet, cap: int = COUNT_CAP) -> int:
    """Count rows up to ``cap`` + 1, which means more than ``cap``."""
    return capped_counts({"rows": rows}, cap)["rows"]


def page_of(
    request: HttpRequest,
    rows: QuerySet | Sequence[Any],
    *,
    per_page: int = PAGE_SIZE,
    counted: int | None = None,
    is_open_ended: bool = False,
) -> Page:
    """Return the page of ``rows`` that ``?page=`` asks for; one that does not exist becomes the nearest.

    ``counted``: how many there are, where that is known, as of a list. ``is_open_ended``: there are too many to count.
    """
    if is_open_ended:
        return OpenEndedPaginator(rows, per_page).get_page(request.GET.get("page"))
    return CappedPaginator(rows, per_page, counted=counted).get_page(request.GET.get("page"))


def capped_counts(lists: Mapping[str, QuerySet], cap: int = COUNT_CAP) -> dict[str, int]:
    """Count each of several lists up to ``cap`` + 1, all in one query."""
    counted: dict[str, tuple[str, tuple]] = {}
    for name, rows in lists.items():
        # A list that cannot have rows has no SQL.
        with suppress(EmptyResultSet):
            counted[name] = rows.order_by().values("pk")[: cap + 1].query.sql_with_params()
    if not counted:
        return dict.fromkeys(lists, 0)
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS counted)" for sql, _ in counted.values())  # noqa: S608
    with connection.cursor() as cursor:
        # Django's own SQL with its parameters beside it; nothing of it was typed by anybody.
        cursor.execute(f"SELECT {columns}", [value for _, values in counted.values() for value in values])
        found = dict(zip(counted, cursor.fetchone(), strict=True))
    return {name: found.get(name, 0) for name in lists}


def in_words(count: int, cap: int = COUNT_CAP) -> str:
    """Return a capped count as it is shown: 1000+ stands for more."""
    return f"{cap}+" if count > cap else str(count)
