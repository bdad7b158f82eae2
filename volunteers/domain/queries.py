"""Counts of volunteering that dashboards and documents share."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Aggregate, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest

from core.periods import Period
from volunteers.choices import Category
from volunteers.models import Activity, Attendance, Team, Turnout, Volunteer
from volunteers.models.people import VolunteerQuerySet


@dataclass(frozen=True)
class VolunteerCounts:
    """Stocks at the end of a period, and what happened in it.

    ``turns`` (人次) has every category; ``people`` (人) counts those recorded by name, each once.
    The two are never added.
    """

    teams: int
    confirmed: int
    unconfirmed: int
    activities: int
    turns: dict[str, int]
    people: int


def counts(*, period: Period) -> VolunteerCounts:
    """Count the whole city's volunteering in six queries."""
    activities = Activity.objects.held().starting(period.starts_at, period.ends_at).order_by()
    confirmed, unconfirmed = registered(Volunteer.objects.all(), at=period.ends_at)
    return VolunteerCounts(
        teams=Team.objects.active(period.last).count(),
        confirmed=confirmed,
        unconfirmed=unconfirmed,
        activities=activities.count(),
        turns=turns_by_category(activities),
        people=Attendance.objects.filter(activity__in=activities).people(),
    )


def registered(volunteers: VolunteerQuerySet, *, at: datetime) -> tuple[int, int]:
    """Count the registered among ``volunteers`` at a moment: those who consented, and those who have not yet."""
    rows = volunteers.registered(at).order_by()
    found = rows.aggregate(all=Count("pk"), confirmed=Count("pk", filter=Q(consented_at__lte=at)))
    return found["confirmed"], found["all"] - found["confirmed"]


def turns_by_category(activities: QuerySet[Activity]) -> dict[str, int]:
    """Sum the turns (人次) of ``activities`` by category.

    A head-count covers the people of its category who are recorded by name too, so the greater of the two
    counts; where there is no head-count, the names count.
    """
    turns = dict.fromkeys(Category.values, 0)
    heads = head_counts(activities).values("category").annotate(total=Sum("turns"))
    names = names_alone(activities).values("category").annotate(total=Count("pk"))
    for row in (*heads, *names):
        turns[row["category"]] += row["total"]
    return turns


def with_turns(activities: QuerySet[Activity], categories: Collection[str] = ()) -> QuerySet[Activity]:
    """Annotate ``turns`` (人次) of each activity, of some ``categories`` or of all: see :func:`turns_by_category`."""
    here = Activity.objects.filter(pk=OuterRef(OuterRef("pk"))).order_by()
    heads, names = head_counts(here), names_alone(here)
    if categories:
        heads, names = heads.filter(category__in=categories), names.filter(category__in=categories)
    counted = _of_each(heads, Sum("turns")) + _of_each(names, Count("pk"))
    return activities.annotate(turns=counted)


def _of_each(rows: QuerySet, number: Aggregate) -> Coalesce:
    total = rows.order_by().values("activity_id").annotate(total=number).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def head_counts(activities: QuerySet[Activity]) -> QuerySet[Turnout]:
    """Return the head-counts of ``activities``, each with its ``turns``: at least as many as were named."""
    names = Attendance.objects.filter(activity=OuterRef("activity"), category=OuterRef("category")).order_by()
    named = Subquery(names.values("category").annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    turns = Greatest("headcount", Coalesce(named, 0), output_field=IntegerField())
    return Turnout.objects.filter(activity__in=activities).order_by().annotate(turns=turns)


def names_alone(activities: QuerySet[Activity]) -> QuerySet[Attendance]:
    """Return the attendances of ``activities`` whose category has no head-count there."""
    head_count = Turnout.objects.filter(activity=OuterRef("activity"), category=OuterRef("category"))
    return Attendance.objects.filter(~Exists(head_count), activity__in=activities).order_by()
