"""Who is told what about a problem that volunteers take on: the unit that has it, and the team's leader."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.domain import notices
from inspections.domain import news
from volunteers.models import Claim

# To the unit.
TAKEN_ON, ANSWERED, GIVEN_BACK = "claim.taken_on", "claim.answered", "claim.given_back"
# To the leader.
HANDED_OVER, SENT_BACK, RELEASED = "claim.handed_over", "claim.sent_back", "claim.released"


def taken_on(claim: Claim, *, by: User | None, at: datetime) -> None:
    """Tell the unit who cleans, and the leader where somebody else put the problem on the activity."""
    _tell_unit(claim, TAKEN_ON, _("%(team)s takes on %(number)s: %(category)s, %(place)s"), "", by=by, at=at)
    subject = _("%(number)s is on your activity: %(category)s, %(place)s")
    _tell_leader(claim, HANDED_OVER, subject, claim.activity.title, by=by, at=at)


def answered(claim: Claim, *, by: User | None, at: datetime) -> None:
    """Tell the unit that there is something to look at and hand in."""
    subject = _("%(team)s has cleaned up %(number)s: look at the photos and hand them in")
    _tell_unit(claim, ANSWERED, subject, claim.note, by=by, at=at)


def sent_back(claim: Claim, *, by: User | None, at: datetime) -> None:
    """Tell the leader what the unit still wants."""
    subject = _("Your answer about %(number)s was sent back: %(category)s, %(place)s")
    _tell_leader(claim, SENT_BACK, subject, claim.remark, by=by, at=at)


def released(claim: Claim, *, by: User | None, at: datetime) -> None:
    """Tell the other side, or both, that the team no longer has the problem."""
    subject = _("%(team)s no longer has %(number)s: %(category)s, %(place)s")
    _tell_unit(claim, GIVEN_BACK, subject, claim.released_because, by=by, at=at)
    _tell_leader(claim, RELEASED, subject, claim.released_because, by=by, at=at)


def _tell_unit(claim: Claim, kind: str, subject: Promise, body: str, *, by: User | None, at: datetime) -> None:
    _tell(news.to_unit(claim.ticket), claim, kind, subject, body, news.address_of(claim.ticket), by=by, at=at)


def _tell_leader(claim: Claim, kind: str, subject: Promise, body: str, *, by: User | None, at: datetime) -> None:
    leader = claim.activity.team.leader if claim.activity.team else None
    address = reverse("claim", args=[claim.pk])
    _tell([leader] if leader else [], claim, kind, subject, body, address, by=by, at=at)


def _tell(
    people: Iterable[User],
    claim: Claim,
    kind: str,
    subject: Promise,
    body: str,
    link: str,
    *,
    by: User | None,
    at: datetime,
) -> None:
    others = [person for person in people if person != by]
    with translation.override(settings.LANGUAGE_CODE):
        told = str(subject) % _words(claim)
    notices.tell(others, kind=kind, subject=told, body=body, link=link, at=at)


def _words(claim: Claim) -> dict[str, str]:
    ticket = claim.ticket
    return {
        "team": str(claim.activity.team),
        "number": ticket.number,
        "category": ticket.category.name,
        "place": ticket.where,
    }
