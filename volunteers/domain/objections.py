"""Objections to a published certificate: anybody raises one, somebody other than who issued it answers."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.domain import audit, notices
from core.errors import passes
from inspections.domain import people
from volunteers.domain import publication
from volunteers.domain.certificates import check_touch
from volunteers.errors import NoReason, NotPublished, ObjectionAnswered, OwnCertificate
from volunteers.models import Certificate, Objection

RAISED = "certificate.objection"


@transaction.atomic
def raise_against(certificate: Certificate, *, text: str, at: datetime) -> Objection:
    """Keep what somebody holds against a published certificate; tell the office, who issued it, the team's leader."""
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if not publication.is_published(certificate, at=at):
        raise NotPublished
    if not text.strip():
        raise NoReason
    objection = Objection.objects.create(certificate=certificate, text=text.strip(), at=at)
    audit.record("objection.recorded", by=None, at=at, obj=objection)
    _tell(certificate, at)
    return objection


def _tell(certificate: Certificate, at: datetime) -> None:
    leader = certificate.team.leader if certificate.team else None
    notices.tell(
        [*people.office(), *(person for person in (certificate.issued_by, leader) if person)],
        kind=RAISED,
        subject=_("Objection to certificate %(number)s") % {"number": certificate.number},
        body=_("Revoke the certificate if it is wrong. Otherwise somebody who did not issue it answers."),
        link=reverse("certificate", args=[certificate.pk]),
        at=at,
    )


@transaction.atomic
def reject(objection: Objection, *, answer: str, by: User | None, at: datetime) -> Objection:
    """Answer an objection that does not hold; one that does is answered by revoking the certificate."""
    objection = Objection.objects.select_for_update(of=("self",)).select_related("certificate").get(pk=objection.pk)
    check_reject(objection, by=by)
    if not answer.strip():
        raise NoReason
    Objection.objects.filter(pk=objection.pk).answer(answer.strip(), is_upheld=False, by=by, at=at)
    audit.record("objection.answered", by=by, at=at, obj=objection, answer=answer.strip())
    objection.refresh_from_db()
    return objection


def check_reject(objection: Objection, *, by: User | None) -> None:
    """Refuse a second answer, who may not touch the certificate, and who issued it."""
    check_touch(objection.certificate, "change_certificate", by=by)
    if objection.answered_at:
        raise ObjectionAnswered
    if by is not None and by.pk == objection.certificate.issued_by_id:
        raise OwnCertificate


def can_reject(objection: Objection, *, by: User | None) -> bool:
    """Answer what :func:`check_reject` decides."""
    return passes(check_reject, objection, by=by)
