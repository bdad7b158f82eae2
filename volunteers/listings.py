"""How teams, volunteers and activities are listed behind a figure. Volunteers are masked (design §8)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.exports import Column
from core.listings import Listing
from core.personal import mask_name
from volunteers.choices import Category
from volunteers.domain.hours import in_hours
from volunteers.models import Activity, Attendance, StudentTally, Team, TurnoutPlan, UnitRoster, Volunteer


def _name(row: Any) -> str:
    return row.name if row else ""


def _turnout(activity: Activity) -> str:
    return reverse("activity-turnout", args=[activity.pk])


def _record(attendance: Attendance) -> str:
    return reverse("service-record", args=[attendance.pk])


TEAMS = Listing(
    columns=(
        Column(_("Team code"), lambda t: t.code),
        Column(_("Name"), lambda t: t.name, 40),
        Column(_("Kind"), lambda t: t.kind.name, 20),
        Column(_("unit"), lambda t: _name(t.department), 30),
        Column(_("Area"), lambda t: _name(t.area), 20),
        Column(_("School"), lambda t: t.school, 20),
        Column(_("in force from"), lambda t: t.valid_from),
    ),
    related=("kind", "department", "area"),
)
VOLUNTEERS = Listing(
    columns=(
        Column(_("Volunteer number"), lambda v: v.number),
        Column(_("full name"), lambda v: mask_name(v.name), 12, _("Masked: only the family name is shown.")),
        Column(_("Participant group"), lambda v: Category(v.category).label),
        Column(_("Year of birth"), lambda v: str(v.birth_year or "")),
        Column(_("Mobile number"), lambda v: v.masked_phone),
        Column(_("unit"), lambda v: _name(v.department), 30),
        Column(_("Area"), lambda v: _name(v.area), 20),
        Column(_("Registered"), lambda v: v.registered_at, 17),
        Column(_("Consented"), lambda v: v.consented_at, 17),
    ),
    related=("department", "area"),
)
ACTIVITIES = Listing(
    columns=(
        Column(_("Activity number"), lambda a: a.code, url=_turnout),
        Column(_("Title"), lambda a: a.title, 30),
        Column(_("Kind"), lambda a: a.kind.name, 20),
        Column(_("Organised by"), lambda a: _name(a.organiser), 30),
        Column(_("Area"), lambda a: _name(a.area), 20),
        Column(_("Starts"), lambda a: a.starts_at, 17),
    ),
    related=("kind", "team", "department", "area"),
)

ROSTERS = Listing(
    columns=(
        Column(_("unit"), lambda r: r.department.name, 30),
        Column(_("Counted on"), lambda r: r.counted_on),
        Column(_("Missing"), lambda r: r.missing),
    ),
    related=("department",),
)

ATTENDANCES = Listing(
    columns=(
        Column(_("Volunteer number"), lambda a: a.volunteer.number, url=_record),
        Column(_("full name"), lambda a: a.volunteer.masked_name, 12, _("Masked: only the family name is shown.")),
        Column(_("Activity number"), lambda a: a.activity.code),
        Column(_("Title"), lambda a: a.activity.title, 30),
        Column(_("Organised by"), lambda a: _name(a.activity.organiser), 30),
        Column(_("Starts"), lambda a: a.activity.starts_at, 17),
        Column(_("Hours served"), lambda a: in_hours(a.minutes)),
    ),
    related=("volunteer", "activity__team", "activity__department"),
)

TALLIES = Listing(
    columns=(
        Column(_("Team"), lambda t: t.team.name, 40),
        Column(_("School"), lambda t: t.school, 20),
        Column(_("School year"), lambda t: str(t.year)),
    ),
    related=("team",),
)

PLANS = Listing(
    columns=(
        Column(_("month"), lambda p: f"{p.month:%Y-%m}"),
        Column(_("unit"), lambda p: _name(p.department), 30),
        Column(_("Area"), lambda p: _name(p.area), 20),
        Column(_("set by"), lambda p: str(p.set_by or ""), 12),
        Column(_("set at"), lambda p: p.set_at, 17),
    ),
    related=("department", "area", "set_by"),
)

LISTINGS = {
    Attendance: ATTENDANCES,
    Team: TEAMS,
    Volunteer: VOLUNTEERS,
    Activity: ACTIVITIES,
    UnitRoster: ROSTERS,
    StudentTally: TALLIES,
    TurnoutPlan: PLANS,
}
