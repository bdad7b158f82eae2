"""The topic of the notices about activities: what a leader chooses by (:mod:`core.domain.topics`)."""

from django.utils.translation import gettext_lazy as _

from command.choices import Role
from core.choices import Pace
from core.domain.topics import Topic, register
from volunteers.domain.shifts import REMINDED


def offer() -> None:
    """Offer the topic to those who receive its notices."""
    register(
        Topic(
            "activities",
            _("My team's activities"),
            _("The day before: what is held, and how many people are still needed."),
            frozenset({REMINDED}),
            Pace.NOW,
            frozenset({Role.TEAM_LEADER}),
            order=80,
            is_for_groups=False,
        )
    )
