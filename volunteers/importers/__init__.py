"""Lists of volunteering: teams, volunteers, unit rosters, activities with their turnout."""

from volunteers.importers.activities import ActivityImport
from volunteers.importers.people import VolunteerImport
from volunteers.importers.rosters import RosterImport
from volunteers.importers.teams import TeamImport

__all__ = ["ActivityImport", "RosterImport", "TeamImport", "VolunteerImport"]
