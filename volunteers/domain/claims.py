"""Problems that volunteers clean up: taken on, answered with photos, handed in by the unit, or released (ADR 23).

The life of the ticket stays with :mod:`inspections.domain.tickets`: only handing in changes it, by the verb and under
the rules of whoever acts for the unit.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from command.choices import AreaRank
from command.models import User
from core.domain import audit
from core.domain.photos import CheckedPhoto
from core.errors import passes
from inspections.choices import RUNNING_STATES, Verb
from inspections.domain import tickets
from inspections.errors import MissingPhoto
from inspections.models import Ticket
from inspections.models.tickets import TicketQuerySet
from volunteers.domain import claim_news, claim_photos
from volunteers.domain.rights import check_may_touch, may_touch
from volunteers.errors import (
    ActivityCancelled,
    ActivityNotStarted,
    ActivityOver,
    AlreadyAnswered,
    AlreadyTakenOn,
    ChecksItself,
    ClaimEnded,
    NoReason,
    NotAnswered,
    NoTeam,
    NotInHand,
    NotToBeTakenOn,
)
from volunteers.models import Activity, Claim, ClaimPhoto, CleanableCategory

RELATED = ("activity__team__leader", "ticket__category", "ticket__area", "ticket__point", "ticket__department")


def offered(activity: Activity) -> TicketQuerySet:
    """Return the problems that volunteers could clean in the town of an activity, the most pressing first.

    Of the categories that the office names, in the hands of a unit, and taken on by no other activity.
    """
    rows = Ticket.objects.running().filter(category__in=CleanableCategory.objects.values("category"))
    if activity.area:
        rows = rows.filter(area__code__startswith=AreaRank.TOWN.of(activity.area.code))
    return rows.exclude(pk__in=Claim.objects.standing().values("ticket")).order_by("due_at", "pk")


# --- By the team ----------------------------------------------------------------------------


@transaction.atomic
def take_on(activity: Activity, ticket: Ticket, *, by: User | None, at: datetime) -> Claim:
    """Put a ticket on an activity that is not over. The unit is told and goes on answering for the ticket.

    The ticket is locked meanwhile: of two activities that want it one gets it.
    """
    activity = Activity.objects.select_for_update(of=("self",)).select_related("team", "area").get(pk=activity.pk)
    ticket = Ticket.objects.select_for_update().get(pk=ticket.pk)
    check_take_on(activity, ticket, by=by, at=at)
    claim = Claim.objects.create(activity=activity, ticket=ticket, taken_at=at, taken_by=by)
    audit.record("claim.taken_on", by=by, at=at, obj=claim)
    claim_news.taken_on(_read(claim), by=by, at=at)
    return claim


def check_take_on(activity: Activity, ticket: Ticket, *, by: User | None, at: datetime) -> None:
    """Refuse an activity that is not the person's, cancelled or over, and a ticket that is not to be taken on."""
    check_open(activity, by=by, at=at)
    if not _may_name(ticket, by) and not offered(activity).filter(pk=ticket.pk).exists():
        raise NotToBeTakenOn
    if ticket.state not in RUNNING_STATES:
        raise NotInHand
    if Claim.objects.standing().filter(ticket=ticket).exists():
        raise AlreadyTakenOn


def check_open(activity: Activity, *, by: User | None, at: datetime) -> None:
    """Refuse to put any problem on an activity that is not the person's, not a team's, cancelled or over."""
    check_may_touch(by, activity, "add_claim")
    if activity.team_id is None:
        raise NoTeam
    if activity.cancelled_at:
        raise ActivityCancelled
    if activity.ends_at <= at:
        raise ActivityOver


def can_take_on(activity: Activity, *, by: User | None, at: datetime) -> bool:
    """Answer what :func:`check_open` decides: whether some problem could be put on the activity."""
    return passes(check_open, activity, by=by, at=at)


def _may_name(ticket: Ticket, by: User | None) -> bool:
    """Who sees the ticket itself may hand it to a team, whatever its category."""
    return by is None or Ticket.objects.visible_to(by).filter(pk=ticket.pk).exists()


@transaction.atomic
def add_photos(claim: Claim, uploads: Iterable[CheckedPhoto], *, by: User | None, at: datetime) -> None:
    """Keep photos of the place after the work, until the leader answers with them."""
    claim = _locked(claim)
    check_answer(claim, by=by, at=at)
    claim_photos.add(claim, uploads, by=by)


@transaction.atomic
def remove_photo(photo: ClaimPhoto, *, by: User | None, at: datetime) -> None:
    """Take a photo away that was added by mistake; once the team has answered, it stays."""
    check_answer(_locked(photo.claim), by=by, at=at)
    claim_photos.remove(photo)


@transaction.atomic
def answer(claim: Claim, *, note: str, by: User | None, at: datetime) -> Claim:
    """Lay the photos that were added, and ``note``, before the unit; hand them in at once where ``by`` may."""
    claim = _locked(claim)
    check_answer(claim, by=by, at=at)
    if not claim.photos.exists():
        raise MissingPhoto(_("Add a photo that shows the place after the work."))
    claim.note, claim.remark, claim.answered_at, claim.answered_by = note.strip(), "", at, by
    claim.save(update_fields=["note", "remark", "answered_at", "answered_by"])
    audit.record("claim.answered", by=by, at=at, obj=claim)
    if can_hand_in(claim, by=by):
        return hand_in(claim, by=by, at=at)
    claim_news.answered(claim, by=by, at=at)
    return claim


def check_answer(claim: Claim, *, by: User | None, at: datetime) -> None:
    """Refuse to answer for another team, twice, before the activity has begun, or for a ticket in nobody's hands.

    Who may check the ticket afterwards may not answer for the work.
    """
    check_may_touch(by, claim.activity, "change_claim")
    if by and by.has_perm("inspections.verify_ticket"):
        raise ChecksItself
    _check_standing(claim)
    if claim.answered_at:
        raise AlreadyAnswered
    if claim.activity.starts_at > at:
        raise ActivityNotStarted


def can_answer(claim: Claim, *, by: User | None, at: datetime) -> bool:
    """Answer what :func:`check_answer` decides."""
    return passes(check_answer, claim, by=by, at=at)


def _check_standing(claim: Claim) -> None:
    if not claim.is_standing:
        raise ClaimEnded
    if claim.ticket.state not in RUNNING_STATES:
        raise NotInHand


# --- By the unit ----------------------------------------------------------------------------


@transaction.atomic
def hand_in(claim: Claim, *, by: User | None, at: datetime, version: int | None = None) -> Claim:
    """Hand the team's answer in as the unit's own: the ticket waits for the check, with copies of the photos.

    ``version`` is that of the ticket on the page. Raises what :func:`inspections.domain.tickets.rectify` raises.
    """
    claim = _locked(claim)
    check_hand_in(claim, by=by)
    claim.handed_in_at, claim.handed_in_by = at, by
    claim.save(update_fields=["handed_in_at", "handed_in_by"])
    audit.record("claim.handed_in", by=by, at=at, obj=claim)
    with claim_photos.opened(claim) as uploads:
        # ``check_hand_in`` has refused the portal itself.
        claim.ticket = tickets.rectify(
            claim.ticket,
            by=by,  # type: ignore[arg-type]
            at=at,
            photos=uploads,
            note=told(claim),
            version=version,
        )
    return claim


def check_hand_in(claim: Claim, *, by: User | None) -> None:
    """Refuse what is not answered, and who may not report the ticket as rectified."""
    _check_standing(claim)
    if claim.answered_at is None:
        raise NotAnswered
    tickets.check(Verb.RECTIFY, claim.ticket, by)


def can_hand_in(claim: Claim, *, by: User | None) -> bool:
    """Answer what :func:`check_hand_in` decides."""
    return passes(check_hand_in, claim, by=by)


def told(claim: Claim) -> str:
    """Return what the ticket's history says of the work of a team."""
    words = {"team": claim.activity.team, "activity": claim.activity.code, "note": claim.note}
    with translation.override(settings.LANGUAGE_CODE):
        return _("%(team)s (activity %(activity)s): %(note)s") % words


@transaction.atomic
def send_back(claim: Claim, *, reason: str, by: User | None, at: datetime) -> Claim:
    """Let the team answer anew; ``reason`` says what is missing. The photos stay."""
    claim = _locked(claim)
    check_hand_in(claim, by=by)
    check_reason(reason)
    claim.remark, claim.answered_at, claim.answered_by = reason, None, None
    claim.save(update_fields=["remark", "answered_at", "answered_by"])
    audit.record("claim.sent_back", by=by, at=at, obj=claim, reason=reason)
    claim_news.sent_back(claim, by=by, at=at)
    return claim


# --- By either ------------------------------------------------------------------------------


@transaction.atomic
def release(claim: Claim, *, reason: str, by: User | None, at: datetime) -> Claim:
    """Take a ticket off its activity: the team gives it back, or the unit does it itself."""
    claim = _locked(claim)
    check_release(claim, by=by)
    check_reason(reason)
    _release([claim], reason=reason, by=by, at=at)
    return claim


def check_release(claim: Claim, *, by: User | None) -> None:
    """Refuse who stands for neither side, and what has ended. What the team has answered, only the unit gives back."""
    if not claim.is_standing:
        raise ClaimEnded
    if may_touch(by, claim.activity, "change_claim") and claim.answered_at is None:
        return
    tickets.check(Verb.RECTIFY, claim.ticket, by)


def can_release(claim: Claim, *, by: User | None) -> bool:
    """Answer what :func:`check_release` decides."""
    return passes(check_release, claim, by=by)


def release_all(activities: list[Activity], *, reason: str, by: User | None, at: datetime) -> None:
    """Take the tickets off activities that are cancelled, in the transaction of the caller."""
    rows = Claim.objects.standing().filter(activity__in=activities).select_for_update(of=("self",))
    _release(list(rows.select_related(*RELATED).order_by("pk")), reason=reason, by=by, at=at)


def _release(claims: list[Claim], *, reason: str, by: User | None, at: datetime) -> None:
    for claim in claims:
        claim.released_at, claim.released_because = at, reason
        audit.record("claim.released", by=by, at=at, obj=claim, reason=reason)
        claim_news.released(claim, by=by, at=at)
    Claim.objects.bulk_update(claims, ["released_at", "released_because"])


def check_reason(reason: str) -> None:
    """Refuse an act that needs a reason and has none."""
    if not reason.strip():
        raise NoReason


def _locked(claim: Claim) -> Claim:
    return Claim.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=claim.pk)


def _read(claim: Claim) -> Claim:
    return Claim.objects.select_related(*RELATED).get(pk=claim.pk)
