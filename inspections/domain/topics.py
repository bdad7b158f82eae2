"""Topics of the notices about tickets: what a person chooses by (:mod:`core.domain.topics`)."""

from django.utils.translation import gettext_lazy as _

from command.choices import Role
from core.choices import Pace
from core.domain.topics import Topic, register
from inspections.choices import RungKind, Verb

_UNITS = frozenset({Role.HANDLER, Role.AREA_STAFF})
_DECIDERS = frozenset({Role.OFFICE, Role.INSPECTOR})
_LADDER = frozenset({*_UNITS, Role.OFFICE, Role.OFFICIAL})


def _told_of(*verbs: Verb) -> frozenset[str]:
    return frozenset(f"ticket.{verb}" for verb in verbs)


TOPICS = (
    Topic(
        "assigned",
        _("Problems for my unit"),
        _("Dispatched, transferred or sent back for rework."),
        _told_of(Verb.DISPATCH, Verb.TRANSFER, Verb.HAND_OVER, Verb.REWORK),
        Pace.DIGEST,
        _UNITS,
        order=10,
    ),
    Topic(
        "deadline",
        _("Decisions on deadlines"),
        _("More time granted or declined, suspended, resumed."),
        _told_of(Verb.EXTEND, Verb.DECLINE_EXTENSION, Verb.SUSPEND, Verb.RESUME),
        Pace.DIGEST,
        _UNITS,
        order=20,
    ),
    Topic(
        "decide",
        _("Problems that wait for a decision"),
        _("Rectified and to be checked, returned by the unit, more time asked for."),
        _told_of(Verb.RECTIFY, Verb.RETURN, Verb.ASK_EXTENSION),
        Pace.DIGEST,
        _DECIDERS,
        order=30,
    ),
    Topic(
        "outcome",
        _("What became of a problem"),
        _("Closed, not registered, void or merged."),
        _told_of(Verb.CLOSE, Verb.REJECT, Verb.VOID, Verb.MERGE),
        Pace.DIGEST,
        _UNITS | _DECIDERS,
        order=40,
    ),
    Topic(
        "remind",
        _("Reminders"),
        _("Soon due, or overdue."),
        frozenset({f"escalation.{RungKind.REMIND}"}),
        Pace.NOW,
        _LADDER,
        order=50,
    ),
    Topic(
        "supervise",
        _("Supervision and bulletins"),
        _("Overdue problems put down for supervision or for the bulletin."),
        frozenset({f"escalation.{RungKind.SUPERVISE}", f"escalation.{RungKind.BULLETIN}"}),
        Pace.NOW,
        _LADDER,
        order=60,
    ),
)


def offer() -> None:
    """Register the topics."""
    for topic in TOPICS:
        register(topic)
