"""The volunteer's own page behind a signed link: no account, nothing of anybody else, shut when the office says so."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F

from command.models import User
from core.domain import audit
from core.errors import passes
from volunteers.choices import ConsentMeans
from volunteers.domain import certificates, people, shifts
from volunteers.domain.rights import check_may
from volunteers.errors import ConsentFirst, LinkShut, NoSuchPaper, ShiftNotOpen, Withdrawn
from volunteers.models import Certificate, SignUp, Volunteer

SALT = "volunteers.own-page"
OPENS_FOR = timedelta(days=30)


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


@transaction.atomic
def sign_up(secret: str, *, shift: int, at: datetime) -> SignUp:
    """Put the person whose link it is down for a shift, by its key.

    What another team holds, what is cancelled and what there is not are refused in the same words.
    """
    volunteer = find(secret, at=at)
    if not volunteer.consented_at:
        raise ConsentFirst
    wanted = shifts.open_to(volunteer, at=at).filter(pk=shift).first()
    if wanted is None:
        raise ShiftNotOpen
    return shifts.sign_up(wanted, volunteer, by=None, at=at)


@transaction.atomic
def drop(secret: str, *, shift: int, at: datetime) -> SignUp:
    """Take the own sign-up for a shift back, while the shift is not over."""
    row = find(secret, at=at).sign_ups.filter(shift=shift, shift__ends_at__gt=at, dropped_at=None).first()
    if row is None:
        raise ShiftNotOpen
    return shifts.drop(row, by=None, at=at)


@transaction.atomic
def paper(secret: str, *, certificate: int, at: datetime) -> Certificate:
    """Return a certificate of the person whose link it is, to be printed; the audit trail notes it."""
    found = find(secret, at=at).certificates.filter(pk=certificate).first()
    if found is None:
        raise NoSuchPaper
    certificates.note_print(found, by=None, at=at, means=ConsentMeans.ONLINE.value)
    return found
