"""Lists of volunteering: teams, volunteers, activities with their turnout."""

from volunteers.importers.activities import ActivityImport
from volunteers.importers.people import VolunteerImport
from volunteers.importers.teams import TeamImport

__all__ = ["ActivityImport", "TeamImport", "VolunteerImport"]
