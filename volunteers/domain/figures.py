"""The figures of volunteering. 人 is never added to 人次 (article, 志愿服务活动; design §3)."""

from functools import partial
from typing import Any

from django.db.models import (
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
)
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from command.models import Area, Department
from core.domain.figures import Figure, Scope
from volunteers.choices import Category
from volunteers.domain import hours, queries
from volunteers.models import Activity, Attendance, Membership, StudentTally, Team, UnitRoster, Volunteer
from volunteers.models.taking_part import AttendanceQuerySet
from volunteers.models.teams import sees_all_teams

PLACED = ("department", "area")
SATURDAY = 6
of_volunteering = partial(Figure, narrows=PLACED, sees_all=sees_all_teams)
_stock = partial(of_volunteering, is_flow=False)
PEOPLE = pgettext_lazy("measure word", "people")
TURNS = pgettext_lazy("measure word", "turns")


def _placed(rows: Any, scope: Scope, unit: Q | None = None) -> Any:
    """Return the rows of the area (with everything below it) and the unit of ``scope``."""
    if scope.area:
        rows = rows.filter(area_id__in=Area.objects.under(scope.area).values("pk"))
    if scope.department:
        rows = rows.filter(unit or Q(department_id=scope.department))
    return rows


def _teams(kind: str, scope: Scope, user: Any) -> QuerySet[Team]:
    teams = _placed(Team.objects.visible_to(user), scope).active(scope.period.last).order_by("code")
    return teams.filter(kind__key=kind) if kind else teams


def _confirmed(scope: Scope, user: Any) -> QuerySet[Volunteer]:
    return _placed(Volunteer.objects.visible_to(user), scope).confirmed(scope.period.ends_at).order_by("number")


def _unconfirmed(scope: Scope, user: Any) -> QuerySet[Volunteer]:
    return _placed(Volunteer.objects.visible_to(user), scope).unconfirmed(scope.period.ends_at).order_by("number")


def _sunset(scope: Scope, user: Any) -> QuerySet[Volunteer]:
    members = Membership.objects.filter(team__kind__key="sunset").active(scope.period.last)
    return _confirmed(scope, user).filter(pk__in=members.values("volunteer_id"))


def _with_age(scope: Scope, user: Any) -> QuerySet[Volunteer]:
    known = _sunset(scope, user).filter(birth_year__isnull=False)
    return known.annotate(age=ExpressionWrapper(scope.period.last.year - F("birth_year"), IntegerField()))


def _students(scope: Scope, user: Any) -> QuerySet[StudentTally]:
    """Return the tallies in force of the teams in force that the article counts students of."""
    teams = _teams("", scope, user).filter(kind__key__in=["aid", "green"])
    return StudentTally.objects.filter(team__in=teams).in_force(scope.period.last).order_by("team", "school")


def _rosters(scope: Scope, user: Any) -> QuerySet[UnitRoster]:
    """Return the latest roster of each unit in force on the last day, with who is registered at its end."""
    on = scope.period.last
    rosters = UnitRoster.objects.visible_to(user).in_force(on).filter(department__in=Department.objects.active(on))
    if scope.department:
        rosters = rosters.filter(department=scope.department)
    return queries.with_registered(rosters, at=scope.period.ends_at)


def _held(scope: Scope, user: Any) -> QuerySet[Activity]:
    """Return the activities of the period, newest first. One of a team belongs to the team's unit, too."""
    unit = Q(department_id=scope.department) | Q(team__department_id=scope.department)
    held = _placed(Activity.objects.visible_to(user), scope, unit).held()
    return held.starting(scope.period.starts_at, scope.period.ends_at).order_by("-starts_at", "-pk")


def _weekend_cadres(scope: Scope, user: Any) -> QuerySet[Volunteer]:
    """Return the different people of the organ staff who are recorded by name at a weekend of the period."""
    weekend = _held(scope, user).filter(starts_at__iso_week_day__gte=SATURDAY).order_by()
    served = Attendance.objects.filter(activity__in=weekend, category=Category.ORGAN)
    return Volunteer.objects.visible_to(user).filter(pk__in=served.values("volunteer_id")).order_by("number")


def turned_out(categories: tuple[str, ...], scope: Scope, user: Any) -> QuerySet[Activity]:
    """Return the activities of the period that have begun, with their turns: what is to come has none to count."""
    return queries.with_turns(_held(scope, user).filter(starts_at__lte=scope.at), categories)


def _served(scope: Scope, user: Any) -> AttendanceQuerySet:
    """Return the records by name of the activities held in the period, newest first."""
    within = Attendance.objects.visible_to(user).filter(activity__in=_held(scope, user).order_by())
    return hours.with_hours(within).order_by("-activity__starts_at", "-pk")


def _who_served(scope: Scope, user: Any) -> QuerySet[Volunteer]:
    return hours.people_with_hours(_served(scope, user)).order_by("number")


def _turnout(key: str, name: str | Promise, definition: str | Promise, *categories: str) -> Figure:
    find = partial(turned_out, categories)
    return of_volunteering(
        key, name, definition, TURNS, find, share="turns", share_name=_("turns"), permission="volunteers.view_activity"
    )


def _team_figure(key: str, name: str | Promise, kind: str = "") -> Figure:
    definition = _("In force on the last day of the period.")
    unit = pgettext_lazy("measure word", "teams")
    return _stock(key, name, definition, unit, partial(_teams, kind), permission="volunteers.view_team")


_people = partial(_stock, permission="volunteers.view_volunteer")
_rate = partial(_stock, narrows=("department",), permission="volunteers.view_unitroster")
_service = partial(of_volunteering, permission="volunteers.view_attendance")
HOURS = pgettext_lazy("measure word", "hours")
HEAD_COUNTS = _("Head-counts of the activities of the period; where there is none, those recorded by name.")

FIGURES = (
    _team_figure("volunteers.all_teams", _("Volunteer teams")),
    _team_figure("volunteers.teams", _("Lei Feng volunteer teams"), "leifeng"),
    _team_figure("minors.aid_teams", _("Volunteer teams that help the weak and poor"), "aid"),
    _team_figure("minors.green_teams", _("Volunteer teams for the environment"), "green"),
    _team_figure("minors.traffic_teams", _("Volunteer teams for civil traffic"), "traffic"),
    _stock(
        "minors.student_volunteers",
        _("Students in the teams that help and the teams for the environment"),
        _("Tallies by school of the teams in force on the last day of the period, the latest school year of each."),
        PEOPLE,
        _students,
        share="headcount",
        share_name=_("Students"),
        permission="volunteers.view_studenttally",
    ),
    _people(
        "volunteers.registered",
        _("Registered volunteers"),
        _("Registered with their own consent, at the end of the period."),
        PEOPLE,
        _confirmed,
    ),
    _people(
        "volunteers.unconfirmed",
        _("Unconfirmed"),
        _("On a list, without their own consent so far: not counted as volunteers."),
        PEOPLE,
        _unconfirmed,
    ),
    _people(
        "volunteers.sunset_members",
        _("Members of the sunset-glow teams"),
        _("Registered volunteers who belong to such a team on the last day of the period, each counted once."),
        PEOPLE,
        _sunset,
    ),
    _people(
        "volunteers.sunset_age",
        _("Mean age of the sunset-glow teams"),
        _("Year of the last day of the period less year of birth, over the members whose year of birth is known."),
        pgettext_lazy("measure word", "years of age"),
        _with_age,
        share="age",
        share_name=_("age"),
        is_mean=True,
    ),
    _rate(
        "volunteers.organ_staff",
        _("Staff of the units"),
        _("The latest roster of each unit on the last day of the period. Units without a roster are left out."),
        PEOPLE,
        _rosters,
        share="headcount",
        share_name=_("Staff"),
    ),
    _rate(
        "volunteers.organ_registered",
        _("Registered staff of the units"),
        _("Registered volunteers of the organ staff by unit, in no unit counted beyond its roster."),
        PEOPLE,
        _rosters,
        share="registered",
        share_name=_("Registered staff"),
    ),
    _rate(
        "volunteers.organ_rate",
        _("Registration rate of the units"),
        _("Registered staff of the units ÷ staff of the units, on the last day of the period."),
        part="volunteers.organ_registered",
        of="volunteers.organ_staff",
        more_is="good",
    ),
    of_volunteering(
        "volunteers.activities",
        _("Activities"),
        _("Held in the period, cancelled ones left out."),
        pgettext_lazy("measure word", "activities"),
        _held,
        permission="volunteers.view_activity",
    ),
    of_volunteering(
        "volunteers.weekend_cadres",
        _("Organ staff at weekends"),
        _("Different people of the organ staff recorded by name at an activity on a Saturday or Sunday of the period."),
        PEOPLE,
        _weekend_cadres,
        permission="volunteers.view_volunteer",
    ),
    _turnout("volunteers.turnout", _("Turnout"), HEAD_COUNTS),
    _turnout("volunteers.cadre_turnout", _("Turnout of organ staff"), HEAD_COUNTS, Category.ORGAN),
    _turnout(
        "volunteers.public_turnout",
        _("Turnout of citizens and students"),
        HEAD_COUNTS,
        Category.CITIZEN,
        Category.STUDENT,
    ),
    _turnout("volunteers.citizen_turnout", _("Turnout of citizens"), HEAD_COUNTS, Category.CITIZEN),
    _turnout("volunteers.student_turnout", _("Turnout of students"), HEAD_COUNTS, Category.STUDENT),
    _service(
        "volunteers.hours",
        _("Hours of service"),
        _("Minutes served by those recorded by name in the activities of the period ÷ 60. Head-counts have no hours."),
        HOURS,
        _served,
        share="hours",
        share_name=_("hours"),
    ),
    _service(
        "volunteers.served",
        _("People who served"),
        _("Volunteers recorded by name in the activities of the period, each counted once."),
        PEOPLE,
        _who_served,
    ),
    _service(
        "volunteers.mean_hours",
        _("Hours of service per person"),
        _("Hours of service ÷ people who served, in the period. Who served nothing is left out."),
        HOURS,
        _who_served,
        share="hours",
        share_name=_("hours"),
        is_mean=True,
    ),
)
