"""Volunteering and publicity in numbers: teams, volunteers, activities, turnout, channels, items, readings."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Aggregate, Count, QuerySet, Sum, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.domain.figures.figure import Text
from core.periods import Period
from publicity.models import Channel, Item, Readership
from reports.domain import snapshots
from volunteers.domain import queries
from volunteers.models import Activity, Team, Volunteer


@dataclass(frozen=True)
class Reach:
    """One of these numbers: name, unit and definition."""

    key: str
    name: Text
    unit: Text
    definition: Text


# 人 is never added to 人次 (article, 志愿服务活动; design §3).
REACHES = (
    Reach(
        "teams",
        _("Volunteer teams"),
        pgettext_lazy("measure word", "teams"),
        _("In force on the last day of the period."),
    ),
    Reach(
        "volunteers",
        _("Registered volunteers"),
        pgettext_lazy("measure word", "people"),
        _("Registered with their own consent, at the end of the period."),
    ),
    Reach(
        "activities",
        _("Activities"),
        pgettext_lazy("measure word", "activities"),
        _("Held in the period, cancelled ones left out."),
    ),
    Reach(
        "turnout",
        _("Turnout"),
        pgettext_lazy("measure word", "turns"),
        _("Head-counts of the activities of the period; where there is none, those recorded by name."),
    ),
    Reach(
        "channels",
        _("Channels"),
        pgettext_lazy("measure word", "channels"),
        _("In use on the last day of the period."),
    ),
    Reach(
        "items",
        _("Items published"),
        pgettext_lazy("measure word", "items"),
        _("Published in the period, reprints left out."),
    ),
    Reach(
        "reads",
        _("Readings"),
        pgettext_lazy("measure word", "readings"),
        _("The last snapshot of each item before the end of the period."),
    ),
)


def latest(period: Period, *, at: datetime) -> dict[str, int]:
    """Return them all, at most a minute old where somebody keeps asking."""
    return snapshots.latest(_name(period), lambda: count(period), at=at)


def warm(period: Period, *, at: datetime) -> None:
    """Count them before anybody asks."""
    snapshots.keep_parts(_name(period), {"": count(period)}, at=at)


def _name(period: Period) -> str:
    return f"outreach:{period.first}:{period.last}"


def count(period: Period) -> dict[str, int]:
    """Count them all in one query. Readers of the dashboard see all of volunteering and publicity."""
    since, before = period.starts_at, period.ends_at
    held = Activity.objects.held().starting(since, before)
    parts = [
        _part("teams", Team.objects.active(period.last)),
        _part("volunteers", Volunteer.objects.confirmed(before)),
        _part("activities", held),
        _part("turnout", queries.head_counts(held.order_by()), Sum("turns")),
        _part("named", queries.names_alone(held.order_by())),
        _part("channels", Channel.objects.active(period.last)),
        _part("items", Item.objects.originals().published_between(since, before)),
        _part("reads", _snapshots(before), Sum("reads")),
    ]
    found = dict(parts[0].union(*parts[1:], all=True))
    found["turnout"] = (found.get("turnout") or 0) + (found.get("named") or 0)
    return {reach.key: found.get(reach.key) or 0 for reach in REACHES}


def _snapshots(before: datetime) -> QuerySet[Readership]:
    return Readership.objects.last_of_each(before)


def _part(key: str, rows: QuerySet, number: Aggregate | None = None) -> QuerySet:
    named = rows.order_by().annotate(key_of_count=Value(key)).values("key_of_count")
    return named.annotate(n=number or Count("pk")).values_list("key_of_count", "n")
