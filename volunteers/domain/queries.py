"""How many took part, and how many of a unit's staff are registered: what figures sum."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Aggregate, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, Least, Right
from django.db.models.lookups import Exact

from command.choices import AreaRank, DepartmentKind
from command.models import Area, Department, User
from core.sealed import fingerprints
from volunteers.choices import Category
from volunteers.domain import identity
from volunteers.models import Activity, Attendance, Membership, Team, Turnout, UnitRoster, Volunteer
from volunteers.models.people import PHONE_TAIL, VolunteerQuerySet
from volunteers.models.teams import sees_all_teams

PHONE = 11
FOUND = 20
PUBLISHED_FOR, PUBLISHED = timedelta(days=14), 60


def with_turns(activities: QuerySet[Activity], categories: Collection[str] = ()) -> QuerySet[Activity]:
    """Annotate ``turns`` (人次) of each activity, of some ``categories`` or of all.

    A head-count covers the people of its category who are recorded by name too, so the greater of the two
    counts; where there is no head-count, the names count.
    """
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


def with_registered(rosters: QuerySet[UnitRoster], *, at: datetime) -> QuerySet[UnitRoster]:
    """Annotate how many of the staff are ``registered`` at a moment and how many ``missing``, the most first.

    At most as many as the roster counts: whoever moved to another unit does not stand for somebody missing.
    """
    staff = Volunteer.objects.confirmed(at).filter(category=Category.ORGAN, department=OuterRef("department"))
    counted = _counted(staff.order_by().values("department"))
    rows = rosters.annotate(registered=Least("headcount", counted, output_field=IntegerField()))
    return rows.annotate(missing=F("headcount") - F("registered")).order_by("-missing", "department__name")


def with_members(teams: QuerySet[Team], *, on: date) -> QuerySet[Team]:
    """Annotate how many ``members`` each team has on a day."""
    held = Membership.objects.filter(team=OuterRef("pk")).active(on).order_by()
    return teams.annotate(members=_counted(held.values("team")))


def _counted(groups: QuerySet) -> Coalesce:
    return Coalesce(Subquery(groups.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def units_without_roster(user: User, *, on: date) -> QuerySet[Department]:
    """Return the member units in force whose staff nobody has counted; none for whoever sees no rosters."""
    counted = UnitRoster.objects.filter(counted_on__lte=on)
    units = Department.objects.active(on).filter(kind=DepartmentKind.MEMBER_UNIT).exclude(rosters__in=counted)
    return units.order_by("name") if sees_all_teams(user) else units.none()


def with_history(people: VolunteerQuerySet) -> VolunteerQuerySet:
    """Annotate in how many ``teams`` each is, how many ``turns`` each has served and how many ``minutes`` in all."""
    teams = Membership.objects.current().filter(volunteer=OuterRef("pk")).order_by()
    served = Attendance.objects.held().filter(volunteer=OuterRef("pk")).order_by().values("volunteer")
    minutes = Subquery(served.annotate(n=Sum("minutes")).values("n"), output_field=IntegerField())
    return people.annotate(
        teams=_counted(teams.values("volunteer")), turns=_counted(served), minutes=Coalesce(minutes, 0)
    )


def open_to_all(at: datetime) -> QuerySet[Activity]:
    """Return what teams hold in the two weeks from ``at``, for the page that everybody may read."""
    coming = Activity.objects.held().starting(at, at + PUBLISHED_FOR).filter(team__isnull=False)
    return coming.select_related("team", "kind", "area").order_by("starts_at", "pk")[:PUBLISHED]


def near(area: Area, *, since: datetime, before: datetime) -> QuerySet[Activity]:
    """Return the activities of teams that start in a stretch of time, in the town of ``area`` or in none."""
    coming = Activity.objects.held().starting(since, before).filter(team__isnull=False)
    here = coming.filter(Q(area__code__startswith=AreaRank.TOWN.of(area.code)) | Q(area=None))
    return here.select_related("team", "kind").order_by("starts_at", "pk")


def find(people: VolunteerQuerySet, wanted: str) -> QuerySet[Volunteer]:
    """Return the first of ``people`` under a number, a name, the last digits of a phone or a whole ID number."""
    text = identity.tidied(wanted)
    by = Q(number__startswith=wanted.strip()) | Q(name__startswith=wanted.strip())
    if len(text) == identity.LENGTH:
        by = Q(id_hash__in=fingerprints(text))
    elif text.isdigit() and PHONE_TAIL <= len(text) <= PHONE:
        by |= Q(Exact(Right("phone", PHONE_TAIL), text[-PHONE_TAIL:]), phone__endswith=text)
    return people.present().filter(by).order_by("number")[:FOUND]
