"""Volunteering and publicity beside the problems, of the whole city: readers of the dashboard see all of both."""

from datetime import datetime

from core.domain.figures import EVERYTHING, Scope, Value, get, measure
from core.domain.figures.figure import Number
from core.periods import Period
from reports.domain import snapshots

# 人 is never added to 人次 (article, 志愿服务活动; design §3).
KEYS = (
    "volunteers.all_teams",
    "volunteers.registered",
    "volunteers.activities",
    "volunteers.turnout",
    "media.all_channels",
    "media.items",
    "media.reads",
)
Counts = dict[str, Number | None]


def latest(period: Period, *, at: datetime) -> Counts:
    """Return them all, at most a minute old where somebody keeps asking."""
    return snapshots.latest(_name(period), lambda: count(period, at=at), at=at)


def warm(period: Period, *, at: datetime) -> None:
    """Count them before anybody asks."""
    snapshots.keep_parts(_name(period), {"": count(period, at=at)}, at=at)


def _name(period: Period) -> str:
    return f"outreach:{period.first}:{period.last}"


def count(period: Period, *, at: datetime) -> Counts:
    """Count them all in one query."""
    scope = Scope(period, at)
    return {value.figure.key: value.number for value in measure([(get(key), scope) for key in KEYS], EVERYTHING)}


def values(counts: Counts, period: Period, *, at: datetime) -> list[Value]:
    """Return what :func:`count` counted as figures that open their passports."""
    scope = Scope(period, at)
    return [Value(get(key), scope, counts[key]) for key in KEYS]
