"""Admin of volunteering. What happens to rows is decided by the domain; state is shown read-only."""

from volunteers.admin import activities, claims, people, service

__all__ = ["activities", "claims", "people", "service"]
