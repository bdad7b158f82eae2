"""Certificates of service: who records certifies (谁记录谁证明, 民政部令第67号; 民发〔2015〕149号)."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from command.models import Department, User
from core.domain import audit, numbers
from core.errors import passes
from core.periods import Period
from volunteers.domain import publication
from volunteers.domain.rights import may
from volunteers.errors import (
    AlreadyErased,
    AlreadyRevoked,
    NoBearer,
    NoReason,
    NotConsented,
    NothingServed,
    NotYours,
    WrongPeriod,
)
from volunteers.models import Attendance, Certificate, Objection, Team, Volunteer
from volunteers.models.certificates import CODE_LENGTH
from volunteers.models.taking_part import AttendanceQuerySet
from volunteers.models.teams import sees_all_teams

# A code is typed from paper: it has no letters I and O, and who reads some means the digits.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWX"
MISREAD = str.maketrans("IO", "10")
BEARER = ("name", "volunteer", "id")


def records(issuer: Team | Department, *, number: str, period: Period) -> AttendanceQuerySet:
    """Return what ``issuer`` itself has recorded of the volunteer ``number`` in a period, in the order of time."""
    own = Q(activity__team=issuer) if isinstance(issuer, Team) else Q(activity__team=None, activity__department=issuer)
    rows = Attendance.objects.held().within(period).filter(own, volunteer__number=number)
    return rows.select_related("activity", "volunteer").order_by("activity__starts_at", "activity__code")


@dataclass(frozen=True)
class Offer:
    """What one organisation could certify. ``kind`` is "team" or "department", ``pk`` its key."""

    kind: str
    pk: int
    name: str
    turns: int
    minutes: int


def offers(number: str, period: Period, *, to: User) -> list[Offer]:
    """Return what each organisation in the row scope of ``to`` has recorded of a volunteer in a period."""
    rows = Attendance.objects.visible_to(to).held().within(period).filter(volunteer__number=number).order_by()
    return [
        *_offers("team", rows.filter(activity__team__isnull=False)),
        *_offers("department", rows.filter(activity__team=None)),
    ]


def _offers(kind: str, rows: AttendanceQuerySet) -> list[Offer]:
    path = f"activity__{kind}"
    groups = rows.values_list(path, f"{path}__name").annotate(turns=Count("pk"), minutes=Sum("minutes"))
    return [Offer(kind, *group) for group in groups.order_by(f"{path}__name")]


@transaction.atomic
def issue(*, issuer: Team | Department, number: str, period: Period, by: User | None, at: datetime) -> Certificate:
    """Certify what ``issuer`` has recorded of the volunteer ``number`` in a period, under the next number of the year.

    Whoever is not registered, or served elsewhere, is refused in the same words: nobody learns more by asking.
    """
    check_issue(issuer, by=by)
    check_period(period, at=at)
    rows = list(records(issuer, number=number.strip(), period=period))
    volunteer = check_bearer(rows)
    certificate = Certificate.objects.create(
        number=_next_number(at),
        code="".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH)),
        volunteer=volunteer,
        team=issuer if isinstance(issuer, Team) else None,
        department=None if isinstance(issuer, Team) else issuer,
        first=period.first,
        last=period.last,
        minutes=sum(row.minutes for row in rows),
        content=_content(issuer, volunteer, rows, by),
        issued_at=at,
        issued_by=by,
        published_until=publication.last_day(at),
    )
    audit.record("certificate.issued", by=by, at=at, obj=certificate, volunteer=volunteer.number)
    return certificate


def _next_number(at: datetime) -> str:
    year = timezone.localtime(at).year
    return f"ZM{year}-{numbers.next_number(f'certificate-{year}'):05d}"


def _content(
    issuer: Team | Department, volunteer: Volunteer, rows: list[Attendance], by: User | None
) -> dict[str, Any]:
    """Return what the paper says: identity, service, issuer (民发〔2015〕149号). The ID number stands there masked."""
    leader = issuer.leader if isinstance(issuer, Team) else None
    return {
        "name": volunteer.name,
        "volunteer": volunteer.number,
        "id": volunteer.masked_id,
        "issuer": issuer.name,
        "leader": leader.name if leader else "",
        "handler": by.name if by else "",
        "services": [_service(row) for row in rows],
    }


def _service(row: Attendance) -> dict[str, Any]:
    activity = row.activity
    return {
        "on": timezone.localdate(activity.starts_at).isoformat(),
        "title": activity.title,
        "place": activity.place,
        "minutes": row.minutes,
    }


def check_issue(issuer: Team | Department, *, by: User | None) -> None:
    """Refuse who may not certify in the name of ``issuer``: a leader may for the own teams, the office for all."""
    if not may(by, "add_certificate"):
        raise NotYours
    if by is None or sees_all_teams(by):
        return
    if not (isinstance(issuer, Team) and Team.objects.visible_to(by).filter(pk=issuer.pk).exists()):
        raise NotYours


def check_period(period: Period, *, at: datetime) -> None:
    """Refuse days in the wrong order, and days to come."""
    if not period.first <= period.last <= timezone.localdate(at):
        raise WrongPeriod


def check_bearer(rows: list[Attendance]) -> Volunteer:
    """Return whom the records are of, locked; refuse none, who has not consented, and who has been erased."""
    if not rows:
        raise NothingServed
    volunteer = Volunteer.objects.select_for_update().get(pk=rows[0].volunteer_id)
    if volunteer.erased_at:
        raise AlreadyErased
    if not volunteer.consented_at:
        raise NotConsented
    return volunteer


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, by: User | None, at: datetime) -> Certificate:
    """Revoke a certificate for good: its verification says so from now on. Open objections to it are upheld."""
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    check_revoke(certificate, by=by)
    if not reason.strip():
        raise NoReason
    certificate.revoked_at, certificate.revoked_by, certificate.revoked_because = at, by, reason.strip()
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
    certificate.objections.answer(reason.strip(), is_upheld=True, by=by, at=at)
    audit.record("certificate.revoked", by=by, at=at, obj=certificate, reason=reason.strip())
    return certificate


def check_revoke(certificate: Certificate, *, by: User | None) -> None:
    """Refuse who may not, and a second time."""
    check_touch(certificate, "change_certificate", by=by)
    if not certificate.is_valid:
        raise AlreadyRevoked


def can_revoke(certificate: Certificate, *, by: User | None) -> bool:
    """Answer what :func:`check_revoke` decides."""
    return passes(check_revoke, certificate, by=by)


def check_touch(certificate: Certificate, act: str, *, by: User | None) -> None:
    """Refuse whose role or row scope does not reach the certificate."""
    if not may(by, act):
        raise NotYours
    if by is not None and not Certificate.objects.visible_to(by).filter(pk=certificate.pk).exists():
        raise NotYours


def check_print(certificate: Certificate, *, by: User | None) -> None:
    """Refuse who may not issue it, since the paper names the bearer in full, and what was erased or revoked."""
    check_touch(certificate, "add_certificate", by=by)
    if not certificate.is_valid:
        raise AlreadyRevoked
    if not certificate.has_bearer:
        raise NoBearer


def can_print(certificate: Certificate, *, by: User | None) -> bool:
    """Answer what :func:`check_print` decides."""
    return passes(check_print, certificate, by=by)


@transaction.atomic
def note_print(certificate: Certificate, *, by: User | None, at: datetime, **how: str) -> None:
    """Note in the audit trail who fetched the paper; ``how`` goes into it as it is."""
    check_print(certificate, by=by)
    audit.record("certificate.printed", by=by, at=at, obj=certificate, **how)


def find(code: str) -> Certificate | None:
    """Return the certificate of a verification code, however it was typed; None where there is none."""
    wanted = "".join(filter(str.isalnum, code)).upper().translate(MISREAD)
    return Certificate.objects.select_related("team", "department").filter(code=wanted).first()


def is_name_of(certificate: Certificate, name: str) -> bool:
    """Answer whether the paper names the bearer so."""
    return certificate.has_bearer and "".join(name.split()) == "".join(certificate.content["name"].split())


def forget_bearer(volunteer: Volunteer) -> None:
    """Take the person out of the certificates and of what was objected to them, for an erasure.

    That they were issued, and how objections ended, stays verifiable.
    """
    certificates = list(Certificate.objects.filter(volunteer=volunteer))
    for certificate in certificates:
        certificate.content |= dict.fromkeys(BEARER, "")
    Certificate.objects.bulk_update(certificates, ["content"])
    Objection.objects.filter(certificate__in=certificates).update(text="")
