"""Recurring activities in words: their days, what falls on them, what a change does to what stands ahead."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from core import worktime
from core.worktime import Calendar, DayKind
from volunteers.domain.series_plans import Effects, Plan

WEEK = "1234567"
# So many of the next dates are shown, of those within a year.
NEXT, LOOKS_AHEAD = 10, timedelta(days=366)
NAMED = 8


@dataclass(frozen=True)
class Day:
    """A date of a recurring activity, and what the working calendar says of it."""

    date: date
    mark: str = ""
    tone: str = ""


def next_days(plan: Plan, *, today: date, calendar: Calendar) -> list[Day]:
    """Return the next dates, with holidays and the weekend days that are worked in exchange."""
    return [_marked(day, calendar) for day in plan.days(since=today, until=today + LOOKS_AHEAD)[:NEXT]]


def _marked(day: date, calendar: Calendar) -> Day:
    special, kind = calendar.special.get(day), worktime.kind_of_day(calendar, day)
    if special and kind in (DayKind.HOLIDAY, DayKind.MAKE_UP):
        return Day(day, special.name, "red" if kind == DayKind.MAKE_UP else "amber")
    return Day(day, "" if day.year in calendar.years else _("holidays of this year not known yet"), "grey")


def weekdays_in_words(weekdays: str) -> str:
    """Return the days of the week as people say them."""
    if weekdays == WEEK:
        return _("every day")
    return "、".join(str(WEEKDAYS_ABBR[int(digit) - 1]) for digit in weekdays)


def sentences(found: Effects) -> list[str]:
    """Say what a change does, before it is done or after."""
    told = [
        _told(_("Given the new title, time and posts (%(count)d): %(days)s."), found.changed),
        _told(_("Taken away, or cancelled where somebody has signed up (%(count)d): %(days)s."), found.dropped),
        _told(_("Left as they are, moved by hand or with a record (%(count)d): %(days)s."), found.stays),
        _told(_("Made now (%(count)d): %(days)s."), found.made),
        _("To be told, since they have signed up: %(count)d.") % {"count": found.people} if found.people else "",
    ]
    return [said for said in told if said] or [_("Nothing that stands ahead changes.")]


def _told(words: str, rows: Iterable[Any]) -> str:
    days = [getattr(row, "series_day", row) for row in rows]
    named = "、".join(f"{day:%m-%d}" for day in days[:NAMED]) + ("…" if len(days) > NAMED else "")
    return words % {"count": len(days), "days": named} if days else ""


def fingerprint(plan: Plan, told: list[str]) -> str:
    """Return a mark of what somebody was shown: another plan, or other consequences, have another."""
    return hashlib.sha256(repr((plan, told)).encode()).hexdigest()[:16]
