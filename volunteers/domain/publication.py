"""Publication of certificates (公示): the last of 申请, 受理, 开具, 公示 in 民发〔2015〕149号, at least seven days.

The paper is given first and stands published afterwards, so a certificate holds from its first day. The day of issue is
not counted (民法典 第二百零一条): seven days from a Monday end with the end of the next Monday, by the city's clock.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from volunteers.choices import Publication
from volunteers.models import Certificate
from volunteers.models.certificates import CertificateQuerySet


def last_day(issued_at: datetime) -> date:
    """Return the last day on which a certificate stands published."""
    return timezone.localdate(issued_at) + timedelta(days=settings.CERTIFICATE_PUBLICATION_DAYS)


def published(*, at: datetime, issuer: str = "") -> CertificateQuerySet:
    """Return what stands published at a moment, the latest first; ``issuer``: a part of the name of who issued it."""
    rows = Certificate.objects.published(timezone.localdate(at)).select_related("volunteer", "team", "department")
    return rows.filter(Q(team__name__contains=issuer) | Q(department__name__contains=issuer)) if issuer else rows


def is_published(certificate: Certificate, *, at: datetime) -> bool:
    """Answer for one what :func:`published` answers for all."""
    until = certificate.published_until
    return certificate.is_valid and until is not None and timezone.localdate(at) <= until


def state_of(certificate: Certificate, *, at: datetime) -> Publication:
    """Return how the publication of a certificate stands; an open objection outlasts the last day."""
    if certificate.published_until is None or not certificate.is_valid:
        return Publication.NONE
    if certificate.objections.open().exists():
        return Publication.OBJECTED
    return Publication.OPEN if is_published(certificate, at=at) else Publication.STOOD
