"""The topics of the notices of volunteering: what people choose by (:mod:`core.domain.topics`)."""

from django.utils.translation import gettext_lazy as _

from command.choices import Role
from core.choices import Pace
from core.domain.topics import Topic, register
from volunteers.domain import claim_news
from volunteers.domain.flags import ODD
from volunteers.domain.objections import RAISED
from volunteers.domain.shifts import REMINDED

TOPICS = (
    Topic(
        "activities",
        _("My team's activities"),
        _(
            "The day before: what is held, and how many people are still needed. Problems handed to the team, "
            "and records that look odd."
        ),
        frozenset({REMINDED, ODD, claim_news.HANDED_OVER, claim_news.SENT_BACK, claim_news.RELEASED}),
        Pace.NOW,
        frozenset({Role.TEAM_LEADER}),
        order=80,
        is_for_groups=False,
    ),
    Topic(
        "claims",
        _("Volunteers at my unit's problems"),
        _("A team takes a problem on, has cleaned it up, or gives it back."),
        frozenset({claim_news.TAKEN_ON, claim_news.ANSWERED, claim_news.GIVEN_BACK}),
        Pace.DIGEST,
        frozenset({Role.HANDLER, Role.AREA_STAFF}),
        order=45,
    ),
    Topic(
        "objections",
        _("Objections to certificates"),
        _("Somebody objects to a certificate of service while it stands published."),
        frozenset({RAISED}),
        Pace.NOW,
        frozenset({Role.TEAM_LEADER, Role.OFFICE, Role.ADMINISTRATOR}),
        order=81,
        is_for_groups=False,
    ),
)


def offer() -> None:
    """Offer the topics to those who receive their notices."""
    for topic in TOPICS:
        register(topic)
