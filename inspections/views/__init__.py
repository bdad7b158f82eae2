"""Pages of points, problems and escalation: doors to ``inspections.domain``."""
