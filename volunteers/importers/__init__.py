"""Lists of volunteering: teams, volunteers, unit rosters, activities with their turnout, attendances."""

from volunteers.importers.activities import ActivityImport
from volunteers.importers.attendances import AttendanceImport
from volunteers.importers.people import VolunteerImport
from volunteers.importers.rosters import RosterImport
from volunteers.importers.teams import TeamImport

__all__ = ["ActivityImport", "AttendanceImport", "RosterImport", "TeamImport", "VolunteerImport"]
