"""Addresses of the big screen: made by the office, shown once, revoked by the office."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from command.models import User
from core.domain import audit
from reports.models import ScreenAddress

SECRET_BYTES = 32
# A screen asks every minute; its last visit is written less often.
SEEN_NOTED_EVERY = timedelta(minutes=10)


@transaction.atomic
def make(*, name: str, by: User, at: datetime) -> tuple[ScreenAddress, str]:
    """Make an address for the screen ``name``; return it with its secret, which nobody sees again."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    address = ScreenAddress.objects.create(name=name.strip(), digest=digest_of(secret), created_by=by, created_at=at)
    audit.record("screen.issued", by=by, at=at, obj=address)
    return address, secret


@transaction.atomic
def revoke(address: ScreenAddress, *, by: User, at: datetime) -> ScreenAddress:
    """Shut the address for good: the screen goes blank within a minute."""
    if ScreenAddress.objects.filter(pk=address.pk, revoked_at=None).update(revoked_at=at):
        audit.record("screen.revoked", by=by, at=at, obj=address)
    address.refresh_from_db(fields=["revoked_at"])
    return address


def find(secret: str, *, at: datetime) -> ScreenAddress | None:
    """Return the address of that secret and note its use; None where it opens nothing."""
    address = ScreenAddress.objects.in_use().filter(digest=digest_of(secret)).first()
    if address and (address.last_seen_at is None or at - address.last_seen_at > SEEN_NOTED_EVERY):
        ScreenAddress.objects.filter(pk=address.pk).update(last_seen_at=at)
    return address


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()
