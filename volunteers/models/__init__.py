"""Models of volunteering: teams, volunteers, activities, and who took part."""

from volunteers.models.activities import Activity
from volunteers.models.apart import NotDouble
from volunteers.models.certificates import Certificate
from volunteers.models.check_in import CheckIn
from volunteers.models.claims import Claim, ClaimPhoto, CleanableCategory
from volunteers.models.corrections import Correction
from volunteers.models.flags import FlagNote, FlagRule
from volunteers.models.kinds import ActivityKind, TeamKind
from volunteers.models.notes import ServiceNote
from volunteers.models.objections import Objection
from volunteers.models.people import Membership, Volunteer
from volunteers.models.plans import TurnoutPlan
from volunteers.models.rosters import UnitRoster
from volunteers.models.shifts import Series, SeriesPost, Shift, SignUp
from volunteers.models.taking_part import Attendance, Turnout
from volunteers.models.tallies import StudentTally
from volunteers.models.teams import Team

__all__ = [
    "Activity",
    "ActivityKind",
    "Attendance",
    "Certificate",
    "CheckIn",
    "Claim",
    "ClaimPhoto",
    "CleanableCategory",
    "Correction",
    "FlagNote",
    "FlagRule",
    "Membership",
    "NotDouble",
    "Objection",
    "Series",
    "SeriesPost",
    "ServiceNote",
    "Shift",
    "SignUp",
    "StudentTally",
    "Team",
    "TeamKind",
    "Turnout",
    "TurnoutPlan",
    "UnitRoster",
    "Volunteer",
]
