"""A certificate as a paper: what was issued, its number, and a QR code that leads to the public verification."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import documents, qr
from volunteers.domain.hours import in_hours
from volunteers.models import Certificate

TEMPLATE = "volunteers/papers/certificate.typ"
GROUP = 4


def pdf(certificate: Certificate) -> bytes:
    """Return the paper. The same certificate is the same bytes, whatever was corrected since."""
    return documents.pdf(TEMPLATE, content(certificate), at=certificate.issued_at)


def address(certificate: Certificate) -> str:
    """Return the public address that says whether the certificate is valid."""
    return f"{settings.SITE_URL}{reverse('verify-certificate', args=[certificate.code])}"


def spaced(code: str) -> str:
    """Return a verification code as it is printed, such as ``7K2M-9QTR-0AXC``."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def content(certificate: Certificate) -> dict[str, Any]:
    """Return everything that the paper says."""
    said = certificate.content
    return {
        "title": _("Certificate of volunteer service"),
        "number": _("No. %(number)s") % {"number": certificate.number},
        "sentence": _sentence(certificate),
        "facts": _facts(certificate),
        "head": [_("date"), _("activity"), _("place"), _("hours")],
        "services": [
            [each["on"], each["title"], each["place"], in_hours(each["minutes"])] for each in said["services"]
        ],
        "signs": [
            [_("issued by (seal)"), said["issuer"]],
            [_("responsible (signature)"), said["leader"]],
            [_("handled by (signature)"), said["handler"]],
            [_("telephone"), ""],
            [_("issued on"), _day(timezone.localdate(certificate.issued_at))],
        ],
        "qr": qr.svg(address(certificate)),
        "code": _("verification code %(code)s") % {"code": spaced(certificate.code)},
        "where": _("Scan the code, or enter it at %(address)s.")
        % {"address": f"{settings.SITE_URL}{reverse('verify')}"},
        "note": _(
            "Time served in fact, without the way there and back. Issued free of charge from the records of the issuer."
        ),
    }


def _sentence(certificate: Certificate) -> str:
    said = certificate.content
    return _(
        "This is to certify that %(name)s, between %(first)s and %(last)s, took part %(turns)d times in activities of "
        "%(issuer)s and served %(hours)s hours in all."
    ) % {
        "name": said["name"],
        "first": _day(certificate.first),
        "last": _day(certificate.last),
        "turns": len(said["services"]),
        "issuer": said["issuer"],
        "hours": in_hours(certificate.minutes),
    }


def _facts(certificate: Certificate) -> list[list[str]]:
    said = certificate.content
    return [
        [_("full name"), said["name"]],
        [_("volunteer number"), said["volunteer"]],
        [_("document type and number"), f"{_('resident identity card')} {said['id']}" if said["id"] else "—"],
        [_("hours of service"), in_hours(certificate.minutes)],
    ]


def _day(day: date) -> str:
    return _("%(year)d-%(month)d-%(day)d") % {"year": day.year, "month": day.month, "day": day.day}
