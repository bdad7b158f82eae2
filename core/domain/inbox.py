"""The inbox of a person: what is unread, and the notices in pages, those of one record together."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.models import Notice
from core.models.notices import NoticeQuerySet

PAGE_SIZE = 30
# The header counts no further: whoever has a hundred unread notices does not need the exact number.
MOST_COUNTED = 99
# Before it a time of another zone may lie outside of what a time can be.
EARLIEST_YEAR = 1900


def unread(user: Any) -> int:
    """Count the unread notices of a person, up to ``MOST_COUNTED`` + 1."""
    return Notice.objects.visible_to(user).unread().order_by()[: MOST_COUNTED + 1].count()


def in_words(count: int) -> str:
    """Return a count of :func:`unread` as it is shown; nothing for none."""
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")


@dataclass(frozen=True)
class Thread:
    """Notices that lead to the same record, newest first."""

    notices: list[Notice] = field(default_factory=list)

    @property
    def newest(self) -> Notice:
        return self.notices[0]

    @property
    def older(self) -> list[Notice]:
        return self.notices[1:]

    @property
    def is_unread(self) -> bool:
        return any(notice.read_at is None for notice in self.notices)


@dataclass(frozen=True)
class InboxPage:
    """One page: its threads, and the mark from which the next one goes on ("" on the last)."""

    threads: list[Thread]
    older: str


def page(rows: NoticeQuerySet, *, before: str = "", size: int = PAGE_SIZE) -> InboxPage:
    """Return the page of ``rows`` that follows the mark ``before`` of an earlier page.

    A mark that is none leads to the first page. Depth costs nothing: pages are found by time, not counted.
    """
    mark = _read_mark(before)
    found = list((rows.before(*mark) if mark else rows)[: size + 1])
    shown = found[:size]
    older = f"{shown[-1].created_at.isoformat()}_{shown[-1].pk}" if len(found) > size else ""
    return InboxPage(threads=list(threads(shown)), older=older)


def threads(notices: Iterable[Notice]) -> Iterator[Thread]:
    """Put together the notices of one record where its newest stands. Those that lead nowhere stay alone."""
    by_record: dict[str, Thread] = {}
    alone = itertools.count()
    for notice in notices:
        by_record.setdefault(notice.link or f"alone {next(alone)}", Thread()).notices.append(notice)
    return iter(by_record.values())


def _read_mark(mark: str) -> tuple[datetime, int] | None:
    moment, _, number = mark.rpartition("_")
    try:
        at = datetime.fromisoformat(moment)
        return (at, int(number)) if at.tzinfo and at.year > EARLIEST_YEAR else None
    except (ValueError, OverflowError):
        return None


def thread_of(notice: Notice) -> NoticeQuerySet:
    """Return the notices that are read together with ``notice``: the recipient's of the same record, up to its time."""
    rows = Notice.objects.filter(recipient_id=notice.recipient_id)
    return (
        rows.filter(link=notice.link, created_at__lte=notice.created_at) if notice.link else rows.filter(pk=notice.pk)
    )
