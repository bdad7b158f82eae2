"""The volunteer's own page behind a signed link: no account, nothing of anybody else, shut when the office says so."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F

from command.models import User
from core.domain import audit
from core.errors import passes
from volunteers.choices import ConsentMeans
from volunteers.domain import people
from volunteers.domain.rights import check_may
from volunteers.errors import LinkShut, Withdrawn
from volunteers.models import Activity, Attendance, Volunteer
from volunteers.models.activities import ActivityQuerySet
from volunteers.models.taking_part import AttendanceQuerySet

SALT = "volunteers.own-page"
OPENS_FOR = timedelta(days=30)
LOOKS_AHEAD = timedelta(days=14)


@transaction.atomic
def issue(volunteer: Volunteer, *, by: User | None, at: datetime) -> str:
    """Return the secret part of a link that opens for :data:`OPENS_FOR`. Earlier links of the person stay open."""
    check_issue(volunteer, by=by)
    audit.record("volunteer.link.issued", by=by, at=at, obj=volunteer)
    until = int((at + OPENS_FOR).timestamp())
    return _signer().sign_object([volunteer.pk, volunteer.link_version, until])


def check_issue(volunteer: Volunteer, *, by: User | None) -> None:
    """Refuse a link for somebody who is no volunteer any more."""
    check_may(by, "change_volunteer")
    if not volunteer.is_present:
        raise Withdrawn


def can_issue(volunteer: Volunteer, *, by: User | None) -> bool:
    """Answer what :func:`check_issue` decides."""
    return passes(check_issue, volunteer, by=by)


@transaction.atomic
def revoke(volunteer: Volunteer, *, by: User | None, at: datetime) -> Volunteer:
    """Shut every link that was issued for the person so far."""
    check_may(by, "change_volunteer")
    Volunteer.objects.filter(pk=volunteer.pk).update(link_version=F("link_version") + 1)
    audit.record("volunteer.link.revoked", by=by, at=at, obj=volunteer)
    volunteer.refresh_from_db(fields=["link_version"])
    return volunteer


def find(secret: str, *, at: datetime) -> Volunteer:
    """Return whose page the link opens at a moment, or raise :class:`LinkShut`."""
    try:
        pk, version, until = _signer().unsign_object(secret)
    except signing.BadSignature as error:
        raise LinkShut from error
    volunteer = Volunteer.objects.present().filter(pk=pk, link_version=version).first()
    if volunteer is None or at.timestamp() >= until:
        raise LinkShut
    return volunteer


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT)


@transaction.atomic
def consent(secret: str, *, at: datetime) -> Volunteer:
    """Record the own consent of the person whose link it is."""
    return people.record_consent(find(secret, at=at), by=None, at=at, means=ConsentMeans.ONLINE)


@transaction.atomic
def withdraw(secret: str, *, at: datetime) -> Volunteer:
    """Let the person go who asks for it on the own page; the link opens nothing from then on."""
    return people.withdraw(find(secret, at=at), by=None, at=at, means=str(ConsentMeans.ONLINE))


def served(volunteer: Volunteer) -> AttendanceQuerySet:
    """Return what the person took part in, newest first."""
    rows = Attendance.objects.held().filter(volunteer=volunteer).select_related("activity")
    return rows.order_by("-activity__starts_at", "-pk")


def coming(volunteer: Volunteer, *, at: datetime) -> ActivityQuerySet:
    """Return what the person's teams hold within :data:`LOOKS_AHEAD`."""
    teams = volunteer.memberships.current().values("team")
    rows = Activity.objects.held().starting(at, at + LOOKS_AHEAD).filter(team__in=teams)
    return rows.select_related("team", "kind").order_by("starts_at", "pk")
